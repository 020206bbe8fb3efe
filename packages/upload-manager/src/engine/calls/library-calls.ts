import {
  cascadeResult,
  headerNames,
  historyList,
  referencedFileList,
  referenceList,
  storageAnalytics,
} from '../../contract/index.ts';
import type {
  FileReference,
  ListHistoryOptions,
  ListReferencesOptions,
  PageOptions,
  UploadManager,
  UsageOptions,
} from '../../upload-manager.ts';
import type { ApiClient } from './api-client.ts';

export type LibraryCalls = Pick<
  UploadManager,
  'getUsage' | 'listHistory' | 'listReferences' | 'listReferencedFiles' | 'deleteReference'
>;

export interface LibraryCallsOptions {
  readonly call: ApiClient['call'];
  /** The caller's signal, joined with the manager's own life. */
  readonly joined: (options?: { readonly signal?: AbortSignal }) => AbortSignal;
  /** The workspace that was named, or the caller's default one. */
  readonly workspaceIdOf: (options: PageOptions) => Promise<string>;
}

/** Calls about what was uploaded and what it is for: pages that manage files make them, pages that upload do not. */
export function createLibraryCalls({ call, joined, workspaceIdOf }: LibraryCallsOptions): LibraryCalls {
  return {
    async getUsage(groupBy, options = {}) {
      return call('workspaceUsage', {
        schema: storageAnalytics,
        parameters: { id: await workspaceIdOf(options) },
        query: { group_by: groupBy, ...spanOf(options), ...pageOf(options) },
        signal: joined(options),
      });
    },
    async listHistory(options = {}) {
      return call('ingestionHistory', {
        schema: historyList,
        query: { ...pageOf(options), ...spanOf(options), ...filterOf(options) },
        headers: workspaceHeader(options),
        signal: joined(options),
      });
    },
    async listReferences(options: ListReferencesOptions = {}) {
      return call('listReferences', {
        schema: referenceList,
        query: { ...pageOf(options), ...known({ reference_type: options.type }) },
        headers: workspaceHeader(options),
        signal: joined(options),
      });
    },
    async listReferencedFiles(reference, options = {}) {
      return call('referencedFiles', {
        schema: referencedFileList,
        parameters: parametersOf(reference),
        query: pageOf(options),
        headers: workspaceHeader(options),
        signal: joined(options),
      });
    },
    async deleteReference(reference, options = {}) {
      return call('deleteReference', {
        schema: cascadeResult,
        parameters: parametersOf(reference),
        headers: workspaceHeader(options),
        signal: joined(options),
      });
    },
  };
}

type Texts = Readonly<Record<string, string>>;

function parametersOf({ type, id }: FileReference): Texts {
  return { type, id };
}

function pageOf({ cursor, limit }: PageOptions): Texts {
  return known({ cursor, limit: limit === undefined ? undefined : String(limit) });
}

function spanOf({ from, to }: UsageOptions): Texts {
  return known({ from, to });
}

function filterOf({ fileName, status }: ListHistoryOptions): Texts {
  return known({ filename: fileName, status });
}

function workspaceHeader({ workspaceId }: PageOptions): Texts {
  return known({ [headerNames.workspaceId]: workspaceId });
}

/** What is not set is not sent. */
function known(values: Readonly<Record<string, string | undefined>>): Texts {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
