import type {
  FileRecord,
  HistoryEntry,
  ListHistoryOptions,
  Plan,
  ReferenceList,
  StorageAnalytics,
  UploadEventMap,
  UploadManager,
  WorkspaceQuota,
} from '@holdfast/upload-manager';
import { UploadError } from '@holdfast/upload-manager';
import { samplePlans, sampleQuota } from './sample-states.ts';

type Answer<T> = T | UploadError;

/** What the server answers to calls about what is stored. */
export interface AccountScript {
  setQuota(quota: Answer<WorkspaceQuota>): void;
  setPlans(plans: Answer<readonly Plan[]>): void;
  /** What a change of the plan answers. @default the quota of before under the new plan's name */
  setPlanChange(answer: Answer<WorkspaceQuota>): void;
  setFiles(files: Answer<readonly FileRecord[]>, options?: { readonly pageSize?: number }): void;
  setHistory(entries: Answer<readonly HistoryEntry[]>, options?: { readonly pageSize?: number }): void;
  setReferences(references: Answer<ReferenceList['items']>): void;
  setUsage(groups: Answer<StorageAnalytics['items']>): void;
  /** What deletions answer; `file_in_use` holds for those that are not forced. */
  setDeletion(outcome: 'deleted' | UploadError): void;
  /** Every request so far, in order: `getQuota`, `listFiles`, `deleteFile` … */
  readonly requests: readonly string[];
  /** Filters of the requests for history so far, in order. */
  readonly historyFilters: readonly Pick<ListHistoryOptions, 'fileName' | 'status' | 'from' | 'to'>[];
}

type AccountCalls = Pick<
  UploadManager,
  | 'changePlan'
  | 'deleteFile'
  | 'deleteReference'
  | 'getFile'
  | 'getQuota'
  | 'getUsage'
  | 'getUserPlan'
  | 'listFiles'
  | 'listHistory'
  | 'listPlans'
  | 'listReferencedFiles'
  | 'listReferences'
  | 'listWorkspaces'
>;

type Emit = <Name extends keyof UploadEventMap>(name: Name, event: UploadEventMap[Name]) => void;

export function createScriptedAccount(emit: Emit): {
  readonly calls: AccountCalls;
  readonly script: AccountScript;
} {
  const requests: string[] = [];
  const historyFilters: Pick<ListHistoryOptions, 'fileName' | 'status' | 'from' | 'to'>[] = [];
  let quota: Answer<WorkspaceQuota> = sampleQuota;
  let plans: Answer<readonly Plan[]> = samplePlans;
  let planChange: Answer<WorkspaceQuota> | null = null;
  let files: Answer<readonly FileRecord[]> = [];
  let filesPerPage = 50;
  let history: Answer<readonly HistoryEntry[]> = [];
  let entriesPerPage = 50;
  let references: Answer<ReferenceList['items']> = [];
  let usage: Answer<StorageAnalytics['items']> = [];
  let deletion: 'deleted' | UploadError = 'deleted';

  function filesOf({ type, id }: { readonly type: string; readonly id: string }): readonly FileRecord[] {
    return orThrow(files).filter((file) => file.reference_type === type && file.reference_id === id);
  }

  const calls: AccountCalls = {
    async getQuota() {
      requests.push('getQuota');
      return orThrow(quota);
    },
    getUserPlan: async () => ({ plan: 'free', user_limit_bytes: null, user_used_bytes: 0 }),
    async listPlans() {
      requests.push('listPlans');
      return { items: [...orThrow(plans)], next_cursor: null };
    },
    async changePlan(plan) {
      requests.push(`changePlan ${plan}`);
      const changed = orThrow(planChange ?? { ...orThrow(quota), plan });
      quota = changed;
      emit('planChanged', { quota: changed });
      return changed;
    },
    listWorkspaces: async () => ({ items: [], next_cursor: null }),
    async listFiles({ cursor } = {}) {
      requests.push('listFiles');
      return pageOf(orThrow(files), cursor, filesPerPage);
    },
    async getFile(fileId) {
      const found = orThrow(files).find((file) => file.file_id === fileId);
      if (found === undefined) throw new UploadError('not_found', `No file ${fileId}`);
      return found;
    },
    async deleteFile(fileId, { force = false } = {}) {
      requests.push(force ? 'deleteFile by force' : 'deleteFile');
      const isForgiven = force && deletion instanceof UploadError && deletion.code === 'file_in_use';
      if (!isForgiven) orThrow(deletion);
      emit('fileDeleted', { fileId });
      return { file_id: fileId, status: 'deleted' };
    },
    async getUsage(groupBy) {
      requests.push(`getUsage ${groupBy}`);
      return { items: [...orThrow(usage)], next_cursor: null };
    },
    async listHistory({ cursor, signal: _, workspaceId: __, limit: ___, ...filter } = {}) {
      requests.push('listHistory');
      historyFilters.push(filter);
      const matching = orThrow(history).filter(
        ({ file_name, status }) =>
          file_name.startsWith(filter.fileName ?? '') && status === (filter.status ?? status),
      );
      const page = pageOf(matching, cursor, entriesPerPage);
      return { ...page, total: matching.length, total_is_exact: true, dropped: 0 };
    },
    async listReferences() {
      requests.push('listReferences');
      return { items: [...orThrow(references)], next_cursor: null };
    },
    async listReferencedFiles(reference, { cursor } = {}) {
      requests.push(`listReferencedFiles ${reference.type}/${reference.id}`);
      const found = filesOf(reference);
      return { ...pageOf(found, cursor, filesPerPage), total: found.length };
    },
    async deleteReference(reference) {
      requests.push(`deleteReference ${reference.type}/${reference.id}`);
      orThrow(deletion);
      const gone = filesOf(reference);
      files = orThrow(files).filter((file) => !gone.includes(file));
      references = orThrow(references).filter(
        ({ reference_type, reference_id }) =>
          reference_type !== reference.type || reference_id !== reference.id,
      );
      emit('referenceDeleted', { reference, deletedFiles: gone.length });
      return { deleted_files: gone.length };
    },
  };

  return {
    calls,
    script: {
      setQuota(next) {
        quota = next;
      },
      setPlans(next) {
        plans = next;
      },
      setPlanChange(next) {
        planChange = next;
      },
      setFiles(next, { pageSize = filesPerPage } = {}) {
        files = next;
        filesPerPage = pageSize;
      },
      setHistory(next, { pageSize = entriesPerPage } = {}) {
        history = next;
        entriesPerPage = pageSize;
      },
      setReferences(next) {
        references = next;
      },
      setUsage(next) {
        usage = next;
      },
      setDeletion(outcome) {
        deletion = outcome;
      },
      requests,
      historyFilters,
    },
  };
}

function pageOf<T>(all: readonly T[], cursor: string | undefined, size: number) {
  const start = Number(cursor ?? 0);
  const end = start + size;
  return { items: all.slice(start, end), next_cursor: end < all.length ? String(end) : null };
}

function orThrow<T>(answer: T | UploadError): T {
  if (answer instanceof UploadError) throw answer;
  return answer;
}
