import type { UploadState, Wait } from '@holdfast/upload-manager';

/** Why nothing moves at the moment, in the states that can wait. */
export function waitOf(state: UploadState): Wait | null {
  return 'wait' in state ? state.wait : null;
}
