import type { TrackedObject, TrackedObjectList } from '@holdfast/upload-manager/contract';
import type { FileRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { toTimestamp } from '../encoding.ts';
import { type PageRequest, toPage } from '../page.ts';

/** Every key a project's records name, in the order of their ids: for operators, over all tenants or of one. */
export async function listTrackedObjects(
  { database }: BackendContext,
  {
    projectId,
    tenantId,
    page,
  }: {
    readonly projectId: string;
    readonly tenantId: string | undefined;
    readonly page: PageRequest;
  },
): Promise<TrackedObjectList> {
  let query = database.selectFrom('files').selectAll().where('project_id', '=', projectId);
  if (tenantId !== undefined) query = query.where('tenant_id', '=', tenantId);
  if (page.after) query = query.where('id', '>', page.after.id);
  const found = await query
    .orderBy('id')
    .limit(page.limit + 1)
    .execute();
  const { rows, next_cursor } = toPage(found, page.limit);
  return { items: rows.map(toTrackedObject), next_cursor };
}

function toTrackedObject(file: FileRow): TrackedObject {
  return {
    file_id: file.id,
    tenant_id: file.tenant_id,
    workspace_id: file.workspace_id,
    user_id: file.user_id,
    storage_key: file.storage_key,
    status: file.status,
    size_bytes: file.size_bytes,
    content_type: file.detected_type ?? file.mime_type,
    scene_id: file.scene_id,
    file_type: file.file_type,
    metadata: JSON.parse(file.metadata) as Record<string, unknown>,
    created_at: toTimestamp(file.created_at),
    updated_at: toTimestamp(file.updated_at),
  };
}
