import { recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { foldName } from '../files/fold-name.ts';
import { chargeBytes } from '../quota/quota.ts';
import type { TaskRow } from '../tasks/task.ts';
import type { ImportRequest } from './import-progress.ts';

export interface FoundObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly detectedType: string | null;
}

const maxNameLength = 255;

/**
 * Records objects as active files and charges them, in one transaction. The bytes are there already, so this may take a
 * workspace over its limit. An object that another import recorded at the same moment is left to that one.
 */
export async function insertImported(
  context: BackendContext,
  {
    task,
    request,
    objects,
  }: {
    readonly task: TaskRow;
    readonly request: ImportRequest;
    readonly objects: readonly FoundObject[];
  },
): Promise<void> {
  const now = context.clock.now();
  const owner = {
    tenant_id: task.tenant_id,
    workspace_id: request.workspaceId,
    user_id: request.userId,
  };
  await context.database.transaction().execute(async (transaction) => {
    const inserted = await transaction
      .insertInto('files')
      .values(
        objects.map(({ key, sizeBytes, detectedType }) => ({
          ...owner,
          id: context.identifiers.uuid(),
          status: 'active' as const,
          failure_reason: null,
          storage_key: key,
          file_name: nameOf(key),
          name_folded: foldName(nameOf(key)),
          size_bytes: sizeBytes,
          mime_type: detectedType ?? 'application/octet-stream',
          detected_type: detectedType,
          checksum_algorithm: null,
          checksum_value: null,
          chunk_size: sizeBytes,
          last_modified: null,
          reference_type: null,
          reference_id: null,
          project_id: request.projectId,
          scene_id: null,
          file_type: null,
          category_ids: '[]',
          metadata: '{}',
          processing_status: 'none' as const,
          import_id: task.id,
          created_at: now,
          updated_at: now,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning(['id', 'size_bytes'])
      .execute();

    const sizeBytes = inserted.reduce((total, file) => total + file.size_bytes, 0);
    await chargeBytes(transaction, { workspaceId: request.workspaceId, sizeBytes });
    const actor = { id: task.requested_by, requestId: task.request_id };
    for (const { id } of inserted) {
      const place = { tenantId: owner.tenant_id, workspaceId: owner.workspace_id, reason: 'imported' };
      const subject = { ...place, subject: 'file', id } as const;
      await recordTransition(context, transaction, {
        actor,
        transition: { ...subject, from: null, to: 'pending' },
      });
      await recordTransition(context, transaction, {
        actor,
        transition: { ...subject, from: 'pending', to: 'active' },
      });
    }
  });
}

/** The last segment of the key: what the object was called by whoever put it there. */
function nameOf(key: string): string {
  const [name = key] = key.split('/').slice(-1);
  return Array.from(name).slice(0, maxNameLength).join('') || 'file';
}
