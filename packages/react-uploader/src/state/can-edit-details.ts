import type { UploadSnapshot } from '@holdfast/upload-manager';

/** Whether this page may change what is kept with an upload, and somebody may still want it. */
export function canEditDetails({ owner, state }: Pick<UploadSnapshot, 'owner' | 'state'>): boolean {
  return owner === 'this-page' && state.status !== 'cancelled';
}
