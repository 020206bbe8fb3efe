import type { BackendContext } from '../backend-context.ts';

export interface KeyQuery {
  readonly keys: readonly string[];
  /** The tenant whose bucket holds the keys; null for a bucket that all share. */
  readonly tenantId: string | null;
}

/** The keys that a record leads to: of a file that is not deleted, or of an upload that is still open. */
export async function knownKeys(
  { database }: BackendContext,
  { keys, tenantId }: KeyQuery,
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  let files = database
    .selectFrom('files')
    .select('storage_key as key')
    .where('storage_key', 'in', [...keys])
    .where('status', 'in', ['pending', 'active', 'deleting']);
  let sessions = database
    .selectFrom('upload_sessions')
    .select('final_key as key')
    .where('status', '=', 'uploading')
    .where('final_key', 'in', [...keys]);
  if (tenantId !== null) {
    files = files.where('tenant_id', '=', tenantId);
    sessions = sessions.where('tenant_id', '=', tenantId);
  }
  const rows = [...(await files.execute()), ...(await sessions.execute())];
  return new Set(rows.flatMap(({ key }) => key ?? []));
}
