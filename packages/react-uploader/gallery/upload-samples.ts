import { UploadError, type UploadErrorCode, type UploadState } from '@holdfast/upload-manager';
import { completedState, type ScriptedManager } from '../src/testing/create-scripted-manager.ts';
import { sampleQuota, sampleSession as session } from '../src/testing/sample-states.ts';

export const mebibyte = 1024 * 1024;

export const longName =
  'A very long name that nobody would ever give to a file, except for those who do, and they always do (final, really final) v2.pdf';

export function sending(
  storedParts: readonly number[],
): Extract<UploadState, { readonly status: 'uploading' }> {
  return { status: 'uploading', session, storedParts, wait: null };
}

export function waiting(reason: 'offline' | 'retry' | 'sign-in', until: number | null = null): UploadState {
  return { status: 'uploading', session, storedParts: [1], wait: { reason, until, error: null } };
}

export function paused(storedParts: readonly number[]): UploadState {
  return { status: 'paused', session, storedParts };
}

export function needsFile(need: 'file' | 'permission', error: UploadError | null = null): UploadState {
  return { status: 'needs-file', session, storedParts: [1, 2], need, error };
}

export function failedWith(
  code: UploadErrorCode,
  details: Readonly<Record<string, unknown>> = {},
): UploadState {
  return {
    status: 'failed',
    error: new UploadError(code, code, { details }),
    session: null,
    storedParts: [],
  };
}

/** Four uploads, one of each kind that is seen every day. */
export function putEveryday(scripted: ScriptedManager): void {
  scripted.put({
    name: 'harbour-at-dawn.mp4',
    state: sending([1, 2]),
    progress: {
      sentBytes: 26 * mebibyte,
      bytesPerSecond: 2 * mebibyte,
      inFlight: [{ partNumber: 3, sentBytes: 6 * mebibyte, sizeBytes: 10 * mebibyte }],
    },
  });
  scripted.put({ name: longName, state: paused([1]) });
  scripted.put({ name: 'صورة العائلة.jpg', sizeBytes: 3 * mebibyte, state: { status: 'queued' } });
  scripted.put({ name: 'notes.txt', sizeBytes: 1200, state: completedState('notes.txt') });
  scripted.setSpeed(2 * mebibyte);
}

/** Uploads of an earlier visit: more than one would choose one by one, and some that need only a click. */
export function putForgotten(scripted: ScriptedManager): void {
  for (let number = 1; number <= 9; number += 1) {
    scripted.put({ name: `IMG_${4100 + number}.jpg`, state: needsFile('file') });
  }
  scripted.put({ name: 'interview.wav', state: needsFile('permission') });
}

/** Files that were not taken, each for a reason of its own. */
export function putRejected(scripted: ScriptedManager): void {
  scripted.put({ name: 'song.mp3', state: failedWith('type_not_allowed', { allowed_types: ['image/*'] }) });
  scripted.put({ name: longName, state: failedWith('size_not_allowed', { max_file_bytes: 1e9 }) });
  scripted.put({ name: 'صورة العائلة.exe', state: failedWith('file_refused') });
  for (let number = 1; number <= 4; number += 1) {
    scripted.put({ name: `IMG_${number}.jpg`, state: failedWith('too_many_files', { limit: 20 }) });
  }
}

/** Files that were added twice. */
export function putDuplicates(scripted: ScriptedManager): void {
  for (const name of [longName, 'صورة العائلة.jpg', 'IMG_4101.jpg']) {
    scripted.put({ name, state: sending([1]) });
    scripted.put({ name, state: { status: 'queued' } });
  }
}

/** A file did not fit into what is left of the storage. */
export function putTooMuch(scripted: ScriptedManager): void {
  scripted.setQuota({ ...sampleQuota, used_bytes: 4.5e9, available_bytes: 5e8 });
  const details = {
    limit_bytes: 5e9,
    used_bytes: 4.5e9,
    reserved_bytes: 0,
    requested_bytes: 1e9,
    plan: 'free',
  };
  scripted.put({ name: 'film.mkv', sizeBytes: 1e9, state: failedWith('quota_exceeded', details) });
}
