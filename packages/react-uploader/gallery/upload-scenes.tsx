import { UploadError, type UploadState } from '@holdfast/upload-manager';
import { UploadPanel } from '../src/blocks/upload-panel.tsx';
import { completedState, type ScriptedManager } from '../src/testing/create-scripted-manager.ts';
import { sampleQuota, sampleSession } from '../src/testing/sample-states.ts';
import type { Scene } from './scene.ts';

const mebibyte = 1024 * 1024;
const session = sampleSession;
const sending = (storedParts: readonly number[]): UploadState => ({
  status: 'uploading',
  session,
  storedParts,
  wait: null,
});
const waiting = (reason: 'offline' | 'sign-in'): UploadState => ({
  status: 'uploading',
  session,
  storedParts: [1],
  wait: { reason, until: null, error: null },
});
const failedWith = (code: ConstructorParameters<typeof UploadError>[0], details = {}): UploadState => ({
  status: 'failed',
  error: new UploadError(code, code, { details }),
  session: null,
  storedParts: [],
});

const detailFields = [
  { name: 'title', label: 'Title' },
  { name: 'description', label: 'Description', multiline: true },
];

function putSending(scripted: ScriptedManager): void {
  scripted.put({
    name: 'harbour-at-dawn.mp4',
    state: sending([1, 2]),
    progress: {
      sentBytes: 26 * mebibyte,
      confirmedBytes: 20 * mebibyte,
      bytesPerSecond: 2 * mebibyte,
      inFlight: [{ partNumber: 3, sentBytes: 6 * mebibyte, sizeBytes: 10 * mebibyte }],
    },
  });
  scripted.put({
    name: 'A very long name that nobody would ever give to a file, except for those who do, and they always do (final, really final) v2.pdf',
    state: { status: 'paused', session, storedParts: [1] },
    progress: { sentBytes: 10 * mebibyte, confirmedBytes: 10 * mebibyte },
  });
  scripted.put({ name: 'صورة العائلة.jpg', sizeBytes: 3 * mebibyte, state: { status: 'queued' } });
  scripted.put({ name: 'notes.txt', sizeBytes: 1200, state: completedState('notes.txt') });
  scripted.setSpeed(2 * mebibyte);
}

/** The upload panel in all it can show. */
export const uploadScenes: Readonly<Record<string, Scene>> = {
  'panel-empty': { element: <UploadPanel /> },
  'panel-sending': { element: <UploadPanel />, prepare: putSending },
  'panel-editable': {
    element: <UploadPanel selectable reorderable detailFields={detailFields} />,
    prepare: putSending,
  },
  'panel-waiting': {
    element: <UploadPanel />,
    prepare(scripted) {
      scripted.put({ name: 'preparing.bin', state: { status: 'preparing' } });
      scripted.put({ name: 'initiating.bin', state: { status: 'initiating', wait: null } });
      scripted.put({ name: 'restoring.bin', state: { status: 'restoring', session, wait: null } });
      scripted.put({ name: 'verifying.bin', state: { status: 'verifying', session, storedParts: [1, 2] } });
      scripted.put({ name: 'completing.bin', state: { status: 'completing', session, wait: null } });
      scripted.put({ name: 'offline.bin', state: waiting('offline') });
      scripted.put({ name: 'signed-out.bin', state: waiting('sign-in') });
      scripted.put({ name: 'elsewhere.bin', state: sending([1]), owner: 'other-page' });
      scripted.put({ name: 'cancelled.bin', state: { status: 'cancelled' } });
    },
  },
  'panel-needs-files': {
    element: <UploadPanel />,
    prepare(scripted) {
      const ghost = { status: 'needs-file', session, storedParts: [1, 2], error: null } as const;
      scripted.put({ name: 'ghost.mov', state: { ...ghost, need: 'file' } });
      scripted.put({
        name: 'mismatch.mov',
        state: { ...ghost, need: 'file', error: new UploadError('file_mismatch', 'Another file') },
      });
      scripted.put({ name: 'permission.mov', state: { ...ghost, need: 'permission' } });
    },
  },
  'panel-failed': {
    element: <UploadPanel />,
    prepare(scripted) {
      scripted.put({
        name: 'song.mp3',
        state: failedWith('type_not_allowed', { allowed_types: ['image/*'] }),
      });
      scripted.put({ name: 'huge.psd', state: failedWith('file_too_large', { max_file_bytes: 1e9 }) });
      scripted.put({ name: 'unlucky.png', state: failedWith('internal_error') });
      scripted.put({ name: 'unreadable.png', state: failedWith('file_unreadable') });
    },
  },
  'panel-full': {
    element: <UploadPanel onManageFiles={() => {}} />,
    prepare(scripted) {
      scripted.setQuota({ ...sampleQuota, used_bytes: 5e9, available_bytes: 0, level: 'full' });
    },
  },
  'panel-did-not-fit': {
    element: <UploadPanel onManageFiles={() => {}} />,
    prepare(scripted) {
      const details = {
        limit_bytes: 5e9,
        used_bytes: 4.5e9,
        reserved_bytes: 0,
        requested_bytes: 1e9,
        plan: 'free',
      };
      scripted.put({ name: 'film.mkv', sizeBytes: 1e9, state: failedWith('quota_exceeded', details) });
    },
  },
};
