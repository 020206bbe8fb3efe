import type { BackendContext } from '../backend-context.ts';
import type { Caller } from '../principal.ts';
import { finishRelease } from './finish-release.ts';
import type { Reference } from './insert-reference.ts';
import { releaseFiles } from './release-files.ts';

const batchSize = 100;

export interface ReferenceCascade {
  readonly reference: Reference;
  readonly workspaceIds: readonly string[];
}

/**
 * Removes a reference from every file that has it and deletes those for which it was the last; answers how many. Asking
 * again goes on where a crash stopped, and then finds nothing. An entity that still names a file gets its reference back
 * when it is saved, as long as the file lives.
 */
export async function cascadeReference(
  context: BackendContext,
  caller: Caller,
  { reference, workspaceIds }: ReferenceCascade,
): Promise<number> {
  if (workspaceIds.length === 0) return 0;
  const { tenantId, userId } = caller.principal;
  const actor = { id: userId, requestId: caller.requestId };
  let deletedFiles = 0;
  for (;;) {
    const batch = await context.database
      .selectFrom('file_references')
      .select('file_id')
      .where('tenant_id', '=', tenantId)
      .where('workspace_id', 'in', [...workspaceIds])
      .where('reference_type', '=', reference.type)
      .where('reference_id', '=', reference.id)
      .orderBy('file_id')
      .limit(batchSize)
      .execute();
    if (batch.length === 0) return deletedFiles;
    const released = await context.database.transaction().execute((transaction) =>
      releaseFiles(context, transaction, {
        tenantId,
        workspaceIds,
        fileIds: batch.map(({ file_id }) => file_id),
        removeReferences: (fileIds) =>
          transaction
            .deleteFrom('file_references')
            .where('file_id', 'in', [...fileIds])
            .where('reference_type', '=', reference.type)
            .where('reference_id', '=', reference.id)
            .execute(),
        actor,
      }),
    );
    await context.crash('deletion-recorded');
    await finishRelease(context, released, actor);
    deletedFiles += released.files.length;
  }
}
