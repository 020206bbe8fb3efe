import type { MetadataPatch, UploadError, UploadManager } from '@holdfast/upload-manager';
import { asUploadError } from './as-upload-error.ts';

export interface MetadataSaved {
  readonly savedIds: readonly string[];
  readonly failures: readonly { readonly id: string; readonly error: UploadError }[];
}

/** A server that is asked about a thousand files at once answers none of them. */
const editsAtOnce = 6;

/** Makes the same change to many uploads. One that fails keeps no other from being changed. */
export async function saveMetadata(
  manager: Pick<UploadManager, 'editMetadata'>,
  ids: readonly string[],
  patch: MetadataPatch,
): Promise<MetadataSaved> {
  const savedIds: string[] = [];
  const failures: { id: string; error: UploadError }[] = [];
  const waiting = [...ids];

  async function work() {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await manager.editMetadata(id, patch);
        savedIds.push(id);
      } catch (cause) {
        failures.push({ id, error: asUploadError(cause) });
      }
    }
  }

  await Promise.all(Array.from({ length: editsAtOnce }, work));
  return { savedIds, failures };
}
