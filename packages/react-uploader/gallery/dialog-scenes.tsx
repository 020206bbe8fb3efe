import { ChangePlanDialog } from '../src/blocks/account/change-plan-dialog.tsx';
import { DeleteFileDialog } from '../src/blocks/account/delete-file-dialog.tsx';
import { DeleteReferenceDialog } from '../src/blocks/account/delete-reference-dialog.tsx';
import { DetailsDialog } from '../src/blocks/details-dialog.tsx';
import { ShortcutsDialog } from '../src/blocks/shortcuts-dialog.tsx';
import { sampleFile, samplePlans, sampleQuota } from '../src/testing/sample-states.ts';
import type { Scene } from './scene.ts';

const nothing = () => {};
const later = async () => {};
const media = { reference_type: 'step_media', reference_id: 'step-7' };
const [small = null] = samplePlans;

/** Scripted managers number their uploads from 1. */
const both = ['upload-1', 'upload-2'];
const fields = [
  { name: 'title', label: 'Title' },
  { name: 'place', label: 'Place' },
  { name: 'description', label: 'Description', multiline: true },
  { name: 'license', label: 'License', choices: [{ value: 'cc0', label: 'CC0' }] },
];

/** Every dialog, open. */
export const dialogScenes: Readonly<Record<string, Scene>> = {
  'dialog-details': {
    element: <DetailsDialog ids={both} fields={fields} onClose={nothing} />,
    prepare(scripted) {
      scripted.put({ name: 'a.jpg', metadata: { title: 'Fjord', place: 'Oslo', license: 'cc0' } });
      scripted.put({ name: 'b.jpg', metadata: { title: 'Mountain', place: 'Oslo' } });
    },
  },
  'dialog-shortcuts': { element: <ShortcutsDialog canReorder canSelect onClose={nothing} /> },
  'dialog-delete': {
    element: (
      <DeleteFileDialog
        file={sampleFile('harbour-at-dawn.mp4')}
        deleteFile={later}
        onDeleted={nothing}
        onKept={nothing}
      />
    ),
  },
  'dialog-delete-all': {
    element: (
      <DeleteReferenceDialog
        reference={{ type: media.reference_type, id: media.reference_id }}
        summary={{ ...media, files: 2, bytes: 734_085_120 }}
        workspaceId={undefined}
        labels={undefined}
        act={later}
        onDone={nothing}
        onKept={nothing}
      />
    ),
    prepare: (scripted) => scripted.setFiles([sampleFile('a.png', media), sampleFile('b.png', media)]),
  },
  'dialog-smaller-plan': {
    element: small && (
      <ChangePlanDialog
        plan={small}
        quota={{ ...sampleQuota, plan: 'pro', limit_bytes: 1e11, used_bytes: 8e9 }}
        changePlan={later}
        onClose={nothing}
      />
    ),
  },
};
