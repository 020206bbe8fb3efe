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
  const { tenantId, keys, statuses } = request;
  if (keys.length === 0) return new Set();
  const files = () => database.selectFrom('files').where('tenant_id', '=', tenantId);
  // Two questions, each with an index of its own: joined by «or», SQLite would read the tenant's files one by one.
  const recorded = await files()
    .select('storage_key')
    .where('storage_key', 'in', [...keys])
    .where('status', 'in', [...statuses])
    .execute();
  const fileIds = keys.flatMap((key) => fileIdOfKey(key) ?? []);
  const pending =
    fileIds.length === 0
      ? []
      : await files().select('id').where('id', 'in', fileIds).where('status', '=', 'pending').execute();

  const recordedKeys = new Set(recorded.map(({ storage_key }) => storage_key));
  const pendingIds = new Set(pending.map(({ id }) => id));
  return new Set(keys.filter((key) => recordedKeys.has(key) || pendingIds.has(fileIdOfKey(key) ?? '')));
}
