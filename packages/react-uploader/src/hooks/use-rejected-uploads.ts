'use client';
import type { UploadErrorCode, UploadSnapshot } from '@holdfast/upload-manager';
import { useUploadsWhere } from './use-uploads-where.ts';

/** Refused for what the file is, before a byte was sent. Trying again would change nothing. */
const rejections: ReadonlySet<UploadErrorCode> = new Set([
  'file_refused',
  'size_not_allowed',
  'too_many_files',
  'type_not_allowed',
]);

/** Files that were handed in and not taken: the wrong type or size, too many, or refused by the page itself. */
export function useRejectedUploads(): readonly UploadSnapshot[] {
  return useUploadsWhere(isRejected);
}

/** Whether an upload failed for what its file is. */
export function isRejected({ state }: Pick<UploadSnapshot, 'state'>): boolean {
  return state.status === 'failed' && state.session === null && rejections.has(state.error.code);
}
