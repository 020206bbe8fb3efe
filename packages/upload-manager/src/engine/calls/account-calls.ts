import {
  fileDeletion,
  fileList,
  fileRecord,
  headerNames,
  planList,
  userPlan,
  workspaceList,
  workspaceQuota,
} from '../../contract/index.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { ListFilesOptions, UploadManager } from '../../upload-manager.ts';
import type { ApiClient } from './api-client.ts';

export type AccountCalls = Pick<
  UploadManager,
  | 'getQuota'
  | 'getUserPlan'
  | 'listPlans'
  | 'changePlan'
  | 'listWorkspaces'
  | 'listFiles'
  | 'getFile'
  | 'deleteFile'
>;

/** Calls about what is stored already and what may be stored. */
export function createAccountCalls({ call }: ApiClient, life: AbortSignal): AccountCalls {
  /** The caller's signal, joined with the manager's own life. */
  function joined(options: { readonly signal?: AbortSignal } = {}): AbortSignal {
    return options.signal === undefined ? life : AbortSignal.any([options.signal, life]);
  }

  async function defaultWorkspaceId(signal: AbortSignal): Promise<string> {
    const { items } = await call('listWorkspaces', { schema: workspaceList, signal });
    const own = items.find((item) => item.is_default) ?? items[0];
    if (own === undefined) throw new UploadError('not_found', 'The caller has no workspace');
    return own.workspace_id;
  }

  return {
    async getQuota(options = {}) {
      const signal = joined(options);
      const id = options.workspaceId ?? (await defaultWorkspaceId(signal));
      return call('workspaceQuota', { schema: workspaceQuota, parameters: { id }, signal });
    },
    getUserPlan: (options) => call('userPlan', { schema: userPlan, signal: joined(options) }),
    listPlans: (options) => call('listPlans', { schema: planList, signal: joined(options) }),
    async changePlan(plan, options = {}) {
      const signal = joined(options);
      const id = options.workspaceId ?? (await defaultWorkspaceId(signal));
      return call('changePlan', { schema: workspaceQuota, parameters: { id }, body: { plan }, signal });
    },
    listWorkspaces: (options) => call('listWorkspaces', { schema: workspaceList, signal: joined(options) }),
    listFiles: (options = {}) =>
      call('listFiles', {
        schema: fileList,
        query: toQuery(options),
        headers: options.workspaceId === undefined ? {} : { [headerNames.workspaceId]: options.workspaceId },
        signal: joined(options),
      }),
    getFile: (fileId, options) =>
      call('getFile', { schema: fileRecord, parameters: { id: fileId }, signal: joined(options) }),
    deleteFile: (fileId, options) =>
      call('deleteFile', { schema: fileDeletion, parameters: { id: fileId }, signal: joined(options) }),
  };
}

function toQuery({ cursor, limit }: ListFilesOptions): Readonly<Record<string, string>> {
  return {
    ...(cursor === undefined ? {} : { cursor }),
    ...(limit === undefined ? {} : { limit: String(limit) }),
  };
}
