import { sql } from 'kysely';
import type { FileRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { OrphanPage, OrphanScope } from './orphan-page.ts';

const concurrency = 8;

/** Active files whose object is not there. */
export async function findOrphanRecords(
  { database, storage }: BackendContext,
  { prefix, position, limit }: OrphanScope,
): Promise<OrphanPage<FileRow>> {
  let query = database
    .selectFrom('files')
    .selectAll()
    .where('status', '=', 'active')
    .where('id', '>', position.after ?? '');
  if (prefix !== '')
    query = query.where(sql<boolean>`substr(storage_key, 1, ${[...prefix].length}) = ${prefix}`);
  const files = await query.orderBy('id').limit(limit).execute();

  const checked = await mapConcurrently(files, concurrency, async (file) => {
    const object = await storage.bucketOf(file.tenant_id).objects.head(file.storage_key);
    return object === null ? [file] : [];
  });
  const last = files.length === limit ? files.at(-1) : undefined;
  return {
    orphans: checked.flat(),
    examined: files.length,
    next: last ? { tenantId: '', after: last.id } : null,
  };
}
