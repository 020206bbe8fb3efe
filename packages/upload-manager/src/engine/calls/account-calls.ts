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
import type { ListFilesOptions, UploadEventMap, UploadManager } from '../../upload-manager.ts';
import type { Emitter } from '../emitter.ts';
import { loadCode } from '../load-code.ts';
import type { ApiClient } from './api-client.ts';
import type { LibraryCalls } from './library-calls.ts';

export type AccountCalls = LibraryCalls &
  Pick<
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

export interface AccountCallsOptions {
  readonly client: ApiClient;
  readonly emitter: Emitter<UploadEventMap>;
  /** The calls that few pages make. */
  readonly loadLibrary: () => Promise<typeof import('./library-calls.ts')>;
  /** Ends with the manager. */
  readonly life: AbortSignal;
}

/** Calls about what is stored already and what may be stored. */
export function createAccountCalls(options: AccountCallsOptions): AccountCalls {
  const { client, emitter, life, loadLibrary } = options;
  const { call } = client;

  /** The caller's signal, joined with the manager's own life. */
  function joined(options: { readonly signal?: AbortSignal } = {}): AbortSignal {
    return options.signal === undefined ? life : AbortSignal.any([options.signal, life]);
  }

  async function workspaceIdOf(options: {
    readonly workspaceId?: string;
    readonly signal?: AbortSignal;
  }): Promise<string> {
    if (options.workspaceId !== undefined) return options.workspaceId;
    const signal = joined(options);
    const { items } = await call('listWorkspaces', { schema: workspaceList, signal });
    const own = items.find((item) => item.is_default) ?? items[0];
    if (own === undefined) throw new UploadError('not_found', 'The caller has no workspace');
    return own.workspace_id;
  }

  async function library(): Promise<LibraryCalls> {
    const { createLibraryCalls } = await loadCode(loadLibrary);
    return createLibraryCalls({ call, joined, workspaceIdOf });
  }

  return {
    async getQuota(options = {}) {
      const id = await workspaceIdOf(options);
      return call('workspaceQuota', { schema: workspaceQuota, parameters: { id }, signal: joined(options) });
    },
    getUserPlan: (options) => call('userPlan', { schema: userPlan, signal: joined(options) }),
    listPlans: (options) => call('listPlans', { schema: planList, signal: joined(options) }),
    async changePlan(plan, options = {}) {
      const quota = await call('changePlan', {
        schema: workspaceQuota,
        parameters: { id: await workspaceIdOf(options) },
        body: { plan },
        signal: joined(options),
      });
      emitter.emit('planChanged', { quota });
      return quota;
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
    async deleteFile(fileId, options = {}) {
      const deletion = await call('deleteFile', {
        schema: fileDeletion,
        parameters: { id: fileId },
        ...(options.force === true ? { query: { force: 'true' } } : {}),
        signal: joined(options),
      });
      emitter.emit('fileDeleted', { fileId });
      return deletion;
    },
    getUsage: async (...values) => (await library()).getUsage(...values),
    listHistory: async (...values) => (await library()).listHistory(...values),
    listReferences: async (...values) => (await library()).listReferences(...values),
    listReferencedFiles: async (...values) => (await library()).listReferencedFiles(...values),
    async deleteReference(reference, options) {
      const result = await (await library()).deleteReference(reference, options);
      emitter.emit('referenceDeleted', { reference, deletedFiles: result.deleted_files });
      return result;
    },
  };
}

function toQuery({ cursor, limit }: ListFilesOptions): Readonly<Record<string, string>> {
  return {
    ...(cursor === undefined ? {} : { cursor }),
    ...(limit === undefined ? {} : { limit: String(limit) }),
  };
}
