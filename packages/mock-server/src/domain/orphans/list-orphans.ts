import type { OrphanList, OrphanObject, OrphanRecord } from '@holdfast/upload-manager/contract';
import type { FileRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { toTimestamp } from '../encoding.ts';
import { type FoundObject, findOrphanObjects } from './find-orphan-objects.ts';
import { findOrphanRecords } from './find-orphan-records.ts';
import { formatOrphanCursor, type OrphanScope } from './orphan-page.ts';

/** One page of the health check, in either direction. Changes nothing. */
export async function listOrphans(
  context: BackendContext,
  { kind, scope }: { readonly kind: 'objects' | 'records'; readonly scope: OrphanScope },
): Promise<OrphanList> {
  if (kind === 'objects') {
    const { orphans, examined, next } = await findOrphanObjects(context, scope);
    return { items: orphans.map(toOrphanObject), examined, next_cursor: formatOrphanCursor(next) };
  }
  const { orphans, examined, next } = await findOrphanRecords(context, scope);
  return { items: orphans.map(toOrphanRecord), examined, next_cursor: formatOrphanCursor(next) };
}

function toOrphanObject({ place, key, sizeBytes, lastModifiedMs }: FoundObject): OrphanObject {
  return {
    kind: 'object',
    key,
    bucket: place.bucket.name,
    size_bytes: sizeBytes,
    last_modified: toTimestamp(lastModifiedMs),
  };
}

function toOrphanRecord(file: FileRow): OrphanRecord {
  return {
    kind: 'record',
    key: file.storage_key,
    file_id: file.id,
    tenant_id: file.tenant_id,
    workspace_id: file.workspace_id,
    size_bytes: file.size_bytes,
    created_at: toTimestamp(file.created_at),
  };
}
