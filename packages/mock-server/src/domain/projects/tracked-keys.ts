import type { FileStatus } from '@holdfast/upload-manager/contract';
import { fileIdOfKey } from '../../storage/key-layout.ts';
import type { BackendContext } from '../backend-context.ts';

/**
 * Which of these keys a file of the tenant in one of these states accounts for: as the key it recorded, or, while an
 * upload is being completed and its object moves, as the key that is made of its id.
 */
export async function trackedKeys(
  { database }: BackendContext,
  request: {
    readonly tenantId: string;
    readonly keys: readonly string[];
    readonly statuses: readonly FileStatus[];
  },
): Promise<ReadonlySet<string>> {
  if (request.keys.length === 0) return new Set();
  const fileIds = request.keys.flatMap((key) => fileIdOfKey(key) ?? []);
  const rows = await database
    .selectFrom('files')
    .select(['id', 'storage_key', 'status'])
    .where('tenant_id', '=', request.tenantId)
    .where('status', 'in', [...request.statuses])
    .where(({ eb, or }) =>
      or([
        eb('storage_key', 'in', [...request.keys]),
        ...(fileIds.length === 0 ? [] : [eb('id', 'in', fileIds).and('status', '=', 'pending')]),
      ]),
    )
    .execute();
  const recorded = new Set(rows.map(({ storage_key }) => storage_key));
  const pending = new Set(rows.filter(({ status }) => status === 'pending').map(({ id }) => id));
  return new Set(request.keys.filter((key) => recorded.has(key) || pending.has(fileIdOfKey(key) ?? '')));
}
