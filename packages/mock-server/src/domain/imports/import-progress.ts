import type { StorageImport } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import { toTimestamp } from '../encoding.ts';
import type { TaskRow } from '../tasks/task.ts';

/** What an import was asked for, as its task keeps it. */
export interface ImportRequest {
  readonly workspaceId: string;
  readonly prefix: string;
  readonly projectId: string | null;
  readonly userId: string;
  readonly isDryRun: boolean;
}

export interface ImportProgress {
  /** The last page that is dealt with. */
  readonly position: string | null;
  readonly scanned: number;
  /** Objects without a record, and their bytes, as they were met. */
  readonly untracked: number;
  readonly untrackedBytes: number;
  readonly failed: number;
  readonly sampleKeys: readonly string[];
}

export const firstImportProgress: ImportProgress = {
  position: null,
  scanned: 0,
  untracked: 0,
  untrackedBytes: 0,
  failed: 0,
  sampleKeys: [],
};

/** An import as the wire shows it. What it made is counted from the records themselves, so no crash falsifies it. */
export async function toStorageImport({ database }: BackendContext, task: TaskRow): Promise<StorageImport> {
  // Both were written by this server.
  const request = JSON.parse(task.request) as ImportRequest;
  const progress =
    task.progress === null ? firstImportProgress : (JSON.parse(task.progress) as ImportProgress);
  const made = await database
    .selectFrom('files')
    .select(({ fn }) => [fn.countAll<number>().as('files'), fn.sum<number | null>('size_bytes').as('bytes')])
    .where('import_id', '=', task.id)
    .executeTakeFirstOrThrow();
  return {
    import_id: task.id,
    tenant_id: task.tenant_id,
    workspace_id: request.workspaceId,
    prefix: request.prefix,
    project_id: request.projectId,
    dry_run: request.isDryRun,
    state: task.state,
    scanned: progress.scanned,
    untracked: progress.untracked,
    untracked_bytes: progress.untrackedBytes,
    imported: Number(made.files),
    imported_bytes: Number(made.bytes ?? 0),
    failed: progress.failed,
    sample_keys: [...progress.sampleKeys],
    started_at: toTimestamp(task.started_at),
    updated_at: toTimestamp(task.updated_at),
    finished_at: task.finished_at === null ? null : toTimestamp(task.finished_at),
  };
}
