import { UploadError } from '@holdfast/upload-manager';
import { ChangePlanDialog } from '../src/blocks/account/change-plan-dialog.tsx';
import { DeleteFileDialog } from '../src/blocks/account/delete-file-dialog.tsx';
import { DeleteReferenceDialog } from '../src/blocks/account/delete-reference-dialog.tsx';
import { DetailsDialog } from '../src/blocks/details-dialog.tsx';
import { ShortcutsDialog } from '../src/blocks/shortcuts-dialog.tsx';
import type { ScriptedManager } from '../src/testing/create-scripted-manager.ts';
import { sampleFile, samplePlans, sampleQuota } from '../src/testing/sample-states.ts';
import { answerDialog, fill, find } from './act.ts';
import { type Scene, stopAnswers } from './scene.ts';

const nothing = () => {};
const later = async () => {};
const never = () => new Promise<never>(nothing);
const broken = new UploadError('internal_error', 'The server is broken');
const media = { reference_type: 'step_media', reference_id: 'step-7' };
const [freePlan = null, proPlan = null] = samplePlans;
const proQuota = { ...sampleQuota, plan: 'pro', limit_bytes: 1e11, used_bytes: 8e9 };

/** Scripted managers number their uploads from 1. */
const both = ['upload-1', 'upload-2'];
const one = ['upload-1'];
const fields = [
  { name: 'title', label: 'Title' },
  { name: 'place', label: 'Place' },
  { name: 'description', label: 'Description', multiline: true },
  { name: 'license', label: 'License', choices: [{ value: 'cc0', label: 'CC0' }] },
];

function putPhotos(scripted: ScriptedManager): void {
  scripted.put({ name: 'a.jpg', metadata: { title: 'Fjord', place: 'Oslo', license: 'cc0' } });
  scripted.put({ name: 'b.jpg', metadata: { title: 'Mountain', place: 'Oslo' } });
}

async function refuse(): Promise<never> {
  throw broken;
}

/** The server keeps files that are in use, until it is told again. */
async function refuseInUse(): Promise<never> {
  throw new UploadError('file_in_use', 'In use', {
    details: {
      reference_count: 7,
      references: ['step-7', 'step-8', 'step-9', 'step-10', 'step-11'].map((id) => ({
        ...media,
        reference_id: id,
      })),
    },
  });
}

const confirm = () => answerDialog('confirm');

async function editTitle(): Promise<void> {
  await fill('dialog [data-upload-part="field-input"]', 'Fjord and mountain');
  await find('dialog [data-touched]');
}

async function confirmInVain(): Promise<void> {
  await confirm();
  await find('[data-upload-part="dialog-error"] p');
}

function deletion(deleteFile: () => Promise<void>): Scene['element'] {
  return (
    <DeleteFileDialog
      file={sampleFile('harbour-at-dawn.mp4')}
      deleteFile={deleteFile}
      onDeleted={nothing}
      onKept={nothing}
    />
  );
}

function deletionOfAll(count: number): Scene {
  const names = ['harbour-at-dawn.mp4', 'صورة العائلة.jpg', 'b.png', 'c.png', 'd.png', 'e.png'].slice(
    0,
    count,
  );
  return {
    element: (
      <DeleteReferenceDialog
        reference={{ type: media.reference_type, id: media.reference_id }}
        summary={{ ...media, files: count, bytes: 734_085_120 }}
        workspaceId={undefined}
        labels={undefined}
        act={later}
        onDone={nothing}
        onKept={nothing}
      />
    ),
    prepare: (scripted) => scripted.setFiles(names.map((name) => sampleFile(name, media))),
    act: async () => void (await find('[data-upload-part="uses"] li')),
  };
}

/** Every dialog, open. */
export const dialogScenes: Readonly<Record<string, Scene>> = {
  'dialog-details': {
    element: <DetailsDialog ids={one} fields={fields} onClose={nothing} />,
    prepare: putPhotos,
  },
  'dialog-details-of-many': {
    element: <DetailsDialog ids={both} fields={fields} onClose={nothing} />,
    prepare: putPhotos,
  },
  'dialog-details-unsaved': {
    element: <DetailsDialog ids={both} fields={fields} onClose={nothing} />,
    prepare(scripted) {
      putPhotos(scripted);
      scripted.refuseEdits(both);
    },
    async act() {
      await editTitle();
      await confirmInVain();
    },
  },
  'dialog-details-being-saved': {
    element: <DetailsDialog ids={both} fields={fields} onClose={nothing} />,
    prepare: putPhotos,
    async act(scripted) {
      stopAnswers(scripted);
      await editTitle();
      await confirm();
      await find('[data-saving]');
    },
    isBusy: true,
  },
  'dialog-shortcuts': { element: <ShortcutsDialog canReorder canSelect onClose={nothing} /> },
  'dialog-delete': { element: deletion(later) },
  'dialog-delete-in-use': { element: deletion(refuseInUse), act: confirmInVain },
  'dialog-delete-failed': { element: deletion(refuse), act: confirmInVain },
  'dialog-delete-running': { element: deletion(never), act: confirm },
  'dialog-delete-all': deletionOfAll(2),
  'dialog-delete-all-of-many': deletionOfAll(6),
  'dialog-larger-plan': {
    element: proPlan && (
      <ChangePlanDialog plan={proPlan} quota={sampleQuota} changePlan={later} onClose={nothing} />
    ),
  },
  'dialog-smaller-plan': {
    element: freePlan && (
      <ChangePlanDialog plan={freePlan} quota={proQuota} changePlan={later} onClose={nothing} />
    ),
  },
  'dialog-plan-with-fewer': {
    element: freePlan && (
      <ChangePlanDialog
        plan={freePlan}
        quota={{ ...proQuota, used_bytes: 1e9, counts: { workspace: { used: 4, limit: 10 } } }}
        changePlan={later}
        onClose={nothing}
      />
    ),
  },
  'dialog-plan-forbidden': {
    element: proPlan && (
      <ChangePlanDialog
        plan={proPlan}
        quota={sampleQuota}
        changePlan={async () => {
          throw new UploadError('forbidden', 'Not yours');
        }}
        onClose={nothing}
      />
    ),
    act: confirmInVain,
  },
};
