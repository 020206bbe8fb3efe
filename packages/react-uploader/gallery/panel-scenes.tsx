import { UploadError } from '@holdfast/upload-manager';
import { SelectionBar } from '../src/blocks/selection-bar.tsx';
import { UploadPanel } from '../src/blocks/upload-panel.tsx';
import { UploadRow } from '../src/blocks/upload-row.tsx';
import { UploadSummary } from '../src/blocks/upload-summary.tsx';
import { UploadFormField } from '../src/parts/upload-form-field.tsx';
import { UploadList } from '../src/parts/upload-list.tsx';
import { completedState } from '../src/testing/create-scripted-manager.ts';
import { sampleQuota, sampleSession as session } from '../src/testing/sample-states.ts';
import { carryFiles, find, press, takeFirstRow } from './act.ts';
import { pictureFiles } from './picture-files.ts';
import type { Scene } from './scene.ts';
import {
  failedWith,
  mebibyte,
  needsFile,
  paused,
  putEveryday,
  putForgotten,
  putRejected,
  putTooMuch,
  sending,
  waiting,
} from './upload-samples.ts';

const detailFields = [
  { name: 'title', label: 'Title' },
  { name: 'description', label: 'Description', multiline: true },
];
const editable = <UploadPanel selectable reorderable detailFields={detailFields} />;
const half = { sentBytes: 26 * mebibyte };

/** The upload panel in all it can show, and the blocks it is made of. */
export const panelScenes: Readonly<Record<string, Scene>> = {
  'panel-empty': { element: <UploadPanel /> },
  'panel-drop-target': {
    element: <UploadPanel />,
    act: () => carryFiles('dragenter', {}),
  },
  'panel-reading': {
    element: <UploadPanel />,
    act: () =>
      carryFiles('drop', {
        items: [{ kind: 'file', getAsFileSystemHandle: () => new Promise(() => {}), getAsFile: () => null }],
      }),
    isBusy: true,
  },
  'panel-cannot-be-left': {
    element: <UploadPanel />,
    async act(scripted) {
      await find('[data-upload-part="drop-zone"]');
      scripted.warn(new UploadError('storage_blocked', 'No storage'));
      await find('[data-upload-part="drop-zone-description"]');
    },
  },
  'panel-sending': { element: <UploadPanel />, prepare: putEveryday },
  'panel-editable': { element: editable, prepare: putEveryday },
  'panel-selected': {
    element: editable,
    prepare: putEveryday,
    act: () => press('[data-upload-part="item"] [data-upload-part="item-checkbox"]'),
  },
  'panel-dragged-row': { element: editable, prepare: putEveryday, act: takeFirstRow },
  'panel-many-parts': {
    element: <UploadPanel />,
    prepare(scripted) {
      const state = { ...sending([1, 2, 3, 4, 5, 6]), session: { ...session, partCount: 400 } } as const;
      scripted.put({ name: 'film.mkv', sizeBytes: 400 * session.chunkSize, state });
    },
  },
  'panel-pictures': {
    element: <UploadPanel />,
    prepare: ({ manager }) => void manager.add(pictureFiles()),
    act: async () => void (await find('[data-upload-part="item-thumbnail"][data-loaded]')),
  },
  'panel-waiting': {
    element: <UploadPanel />,
    prepare(scripted) {
      scripted.put({ name: 'preparing.bin', state: { status: 'preparing' } });
      scripted.setSize(scripted.put({ name: 'reading.bin', state: { status: 'preparing' } }), null);
      scripted.put({ name: 'initiating.bin', state: { status: 'initiating', wait: null } });
      scripted.put({ name: 'restoring.bin', state: { status: 'restoring', session, wait: null } });
      scripted.put({
        name: 'verifying.bin',
        state: { status: 'verifying', session, storedParts: [1, 2] },
        progress: half,
      });
      scripted.put({
        name: 'completing.bin',
        state: { status: 'completing', session, wait: null },
        progress: { sentBytes: session.fileSize },
      });
      scripted.put({ name: 'offline.bin', state: waiting('offline') });
      scripted.put({ name: 'trouble.bin', state: waiting('retry', Date.now() + 42_000) });
      scripted.put({ name: 'signed-out.bin', state: waiting('sign-in') });
      scripted.put({ name: 'elsewhere.bin', state: sending([1]), owner: 'other-page' });
      scripted.put({ name: 'cancelled.bin', state: { status: 'cancelled' } });
    },
  },
  'panel-paused': {
    element: <UploadPanel />,
    prepare(scripted) {
      scripted.put({ name: 'harbour-at-dawn.mp4', state: paused([1, 2, 3]) });
      scripted.put({ name: 'notes.txt', sizeBytes: 1200, state: paused([]) });
    },
  },
  'panel-finished': {
    element: editable,
    prepare(scripted) {
      for (const name of ['harbour-at-dawn.mp4', 'notes.txt']) {
        scripted.put({ name, state: completedState(name) });
      }
    },
  },
  'panel-needs-files': {
    element: <UploadPanel />,
    prepare(scripted) {
      scripted.put({ name: 'ghost.mov', state: needsFile('file') });
      scripted.put({
        name: 'mismatch.mov',
        state: needsFile('file', new UploadError('file_mismatch', 'Another file')),
      });
      scripted.put({ name: 'permission.mov', state: needsFile('permission') });
    },
  },
  'panel-forgotten': { element: <UploadPanel />, prepare: putForgotten },
  'panel-failed': {
    element: <UploadPanel />,
    prepare(scripted) {
      scripted.put({ name: 'huge.psd', state: failedWith('file_too_large', { max_file_bytes: 1e9 }) });
      scripted.put({ name: 'unlucky.png', state: failedWith('internal_error') });
      scripted.put({ name: 'unreadable.png', state: failedWith('file_unreadable') });
      scripted.put({
        name: 'halfway.mov',
        state: {
          status: 'failed',
          error: new UploadError('stalled', 'No byte moved'),
          session,
          storedParts: [1, 2],
        },
        progress: half,
      });
    },
  },
  'panel-rejected': { element: <UploadPanel />, prepare: putRejected },
  'panel-full': {
    element: <UploadPanel onManageFiles={() => {}} />,
    prepare(scripted) {
      scripted.setQuota({ ...sampleQuota, used_bytes: 5e9, available_bytes: 0, level: 'full' });
    },
  },
  'panel-did-not-fit': { element: <UploadPanel onManageFiles={() => {}} />, prepare: putTooMuch },
  'panel-many': {
    element: editable,
    prepare(scripted) {
      for (let number = 1; number <= 300; number += 1) {
        scripted.put({ name: `IMG_${number}.jpg`, state: { status: 'queued' } });
      }
    },
  },
  'list-empty': { element: <UploadList>{(id) => <UploadRow id={id} />}</UploadList> },
  'list-of-rows': {
    element: <UploadList>{(id) => <UploadRow id={id} selectable reorderable />}</UploadList>,
    prepare: putEveryday,
  },
  summary: { element: <UploadSummary />, prepare: putEveryday },
  'selection-none': { element: <SelectionBar onEditDetails={() => {}} />, prepare: putEveryday },
  'selection-all': {
    element: <SelectionBar onEditDetails={() => {}} />,
    prepare: putEveryday,
    act: () => press('[data-upload-part="selection-bar"] input'),
  },
  form: {
    element: (
      <form>
        <UploadPanel />
        <UploadFormField name="files" required />
        <button type="submit" data-upload-part="button">
          Send
        </button>
      </form>
    ),
    prepare: putEveryday,
  },
};
