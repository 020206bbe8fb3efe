import { type EditFileRequest, mergePatch, metadata } from '@holdfast/upload-manager/contract';
import type { FileRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { parseInput } from '../parse-input.ts';
import type { Principal } from '../principal.ts';
import { requireFile } from './find-file.ts';
import { foldName } from './fold-name.ts';

/** Changes what its user says about a file, also while its bytes are still on their way. */
export async function editFile(
  context: BackendContext,
  principal: Principal,
  { fileId, patch }: { readonly fileId: string; readonly patch: EditFileRequest },
): Promise<FileRow> {
  for (;;) {
    const file = await requireFile(context, principal, fileId);
    if (file.status !== 'pending' && file.status !== 'active') {
      throw new ApiError('session_state_conflict', `The file is ${file.status}`, {
        fields: { file_status: file.status },
      });
    }
    // Two edits at once each find the other's metadata: whoever comes second merges into what the first has written.
    const edited = await context.database
      .updateTable('files')
      .set({ ...toColumns(file, patch), updated_at: context.clock.now() })
      .where('id', '=', file.id)
      .where('status', '=', file.status)
      .where('metadata', '=', file.metadata)
      .returningAll()
      .executeTakeFirst();
    if (edited) return edited;
  }
}

function toColumns(file: FileRow, patch: EditFileRequest) {
  const { file_name, category_ids, file_type, scene_id } = patch;
  return {
    ...(file_name === undefined ? {} : { file_name, name_folded: foldName(file_name) }),
    ...(category_ids === undefined ? {} : { category_ids: JSON.stringify(category_ids ?? []) }),
    ...(file_type === undefined ? {} : { file_type }),
    ...(scene_id === undefined ? {} : { scene_id }),
    ...(patch.metadata === undefined ? {} : { metadata: mergedMetadata(file, patch.metadata) }),
  };
}

/** Each patch is small enough, and so must be what they add up to. */
function mergedMetadata(file: FileRow, patch: NonNullable<EditFileRequest['metadata']> | null): string {
  const merged = patch === null ? {} : mergePatch(JSON.parse(file.metadata), patch);
  return JSON.stringify(parseInput(metadata, merged));
}
