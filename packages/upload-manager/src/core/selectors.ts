import { toPercent } from './progress.ts';
import type { UploadSnapshot } from './upload-snapshot.ts';
import type { Session, StoredParts, UploadState } from './upload-state.ts';

export function canPause(state: UploadState): boolean {
  switch (state.status) {
    case 'preparing':
    case 'queued':
    case 'initiating':
    case 'restoring':
    case 'verifying':
    case 'uploading':
      return true;
    default:
      return false;
  }
}

export function canResume(state: UploadState): boolean {
  return state.status === 'paused';
}

export function canRetry(state: UploadState): boolean {
  return state.status === 'failed';
}

/** Not while completing: the server has all bytes then, and only its answer says which of the two won. */
export function canCancel(state: UploadState): boolean {
  return !isFinished(state) && state.status !== 'completing';
}

/** The upload waits for its bytes, or failed for want of them. */
export function canProvideFile(state: UploadState): boolean {
  if (state.status === 'needs-file') return true;
  if (state.status !== 'failed' || state.session !== null) return false;
  return state.error.code === 'needs_file' || state.error.code === 'file_unreadable';
}

/** Over, as far as the engine goes on by itself. A failed upload may still be retried by the user. */
export function isFinished(state: UploadState): boolean {
  return state.status === 'completed' || state.status === 'failed' || state.status === 'cancelled';
}

/** Work is going on, or will go on by itself. */
export function isActive(state: UploadState): boolean {
  return canPause(state) || state.status === 'completing';
}

export function sessionOf(state: UploadState): Session | null {
  return 'session' in state ? state.session : null;
}

export function storedPartsOf(state: UploadState): StoredParts {
  return 'storedParts' in state ? state.storedParts : [];
}

/** Whole percent, 100 only when the upload is completed. */
export function percentOf(upload: UploadSnapshot): number {
  if (upload.state.status === 'completed') return 100;
  return toPercent(upload.file.sizeBytes, upload.progress);
}
