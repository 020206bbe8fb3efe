import type { ImportRequestBody, StorageImport } from '@holdfast/upload-manager/contract';
import { isTemporaryKey, tenantPrefix, tenantsRoot } from '../../storage/key-layout.ts';
import { ApiError } from '../api-error.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { startTask } from '../tasks/start-task.ts';
import type { TaskRow } from '../tasks/task.ts';
import { type ImportRequest, toStorageImport } from './import-progress.ts';

/** What S3 takes. */
const maxKeyBytes = 1024;

/** Records that objects under a prefix are to get file records in a workspace. */
export async function requestImport(
  context: BackendContext,
  body: ImportRequestBody,
  actor: Actor,
): Promise<TaskRow> {
  const { tenant_id, workspace_id, prefix } = body;
  const workspace = await context.database
    .selectFrom('workspaces')
    .select('id')
    .where('id', '=', workspace_id)
    .where('tenant_id', '=', tenant_id)
    .executeTakeFirst();
  if (!workspace) throw new ApiError('not_found', 'The tenant has no such workspace');
  await requireImportable(tenant_id, prefix);
  const request: ImportRequest = {
    workspaceId: workspace_id,
    prefix,
    projectId: body.project_id ?? null,
    userId: body.user_id ?? 'import',
    isDryRun: body.dry_run ?? true,
  };
  return startTask(context, {
    kind: 'import',
    tenantId: tenant_id,
    subject: prefix,
    request,
    actor,
    whenRunning: 'start-over',
  });
}

/** Open uploads and other tenants' objects are nobody's to import, in part or as part of something larger. */
async function requireImportable(tenantId: string, prefix: string): Promise<void> {
  const segments = prefix.split('/').slice(0, -1);
  const isSound = segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  // Without the slash at its end, `images` would take in `images2`.
  if (!prefix.endsWith('/') || !isSound) {
    throw new ApiError('invalid_request', 'A prefix is made of whole path segments and ends with a slash');
  }
  if (new TextEncoder().encode(prefix).length > maxKeyBytes) {
    throw new ApiError('invalid_request', `No key is longer than ${maxKeyBytes} bytes`);
  }
  const isForeign = prefix.startsWith(tenantsRoot) && !prefix.startsWith(await tenantPrefix(tenantId));
  if (isForeign || isTemporaryKey(prefix) || prefix === 'temp/') {
    throw new ApiError('invalid_request', 'What lies under this prefix cannot be imported for this tenant');
  }
}

/** An import by its id: for operators, whose it may be. */
export async function findImport(context: BackendContext, importId: string): Promise<StorageImport> {
  const task = await context.database
    .selectFrom('background_tasks')
    .selectAll()
    .where('id', '=', importId)
    .where('kind', '=', 'import')
    .executeTakeFirst();
  if (task) return toStorageImport(context, task);
  throw new ApiError('not_found', 'There is no such import');
}
