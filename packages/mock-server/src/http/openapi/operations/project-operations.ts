import {
  type AnyRouteName,
  analyticsQuery,
  debugCleanup,
  debugCleanupQuery,
  importRequestBody,
  projectCleanup,
  projectCleanupQuery,
  storageAnalytics,
  storageImport,
  trackedObjectList,
  trackedObjectQuery,
} from '@holdfast/upload-manager/contract';
import { json, type Operation } from '../operation.ts';

const tag = 'Projects';

/** Deleting projects, and what operators do with the objects behind them. */
export const projectOperations = {
  deleteProject: {
    summary: "Delete a project's files in the caller's workspaces; the work goes on after the answer",
    tag,
    permission: 'projects:delete',
    answers: { 204: { description: 'The project is being cleaned up, also when nothing names it' } },
    errors: ['invalid_request'],
  },
  projectCleanup: {
    summary: 'Read what the newest clean-up of a project did so far: callers their own, operators anybody’s',
    tag,
    access: 'caller-or-operator',
    permission: 'projects:delete',
    query: projectCleanupQuery,
    answers: { 200: json('The statistics', projectCleanup) },
  },
  trackedObjects: {
    summary: 'List the storage keys that the files of a project record',
    tag,
    access: 'operator',
    query: trackedObjectQuery,
    answers: { 200: json('A page of keys', trackedObjectList) },
  },
  debugCleanup: {
    summary: 'Plan a clean-up of a project, or begin it with the token of its plan',
    tag,
    access: 'operator',
    query: debugCleanupQuery,
    answers: {
      200: json('The plan; nothing was changed', debugCleanup),
      202: json('The clean-up has begun', debugCleanup),
    },
    errors: ['plan_changed', 'storage_unavailable'],
  },
  startImport: {
    summary: 'Record the untracked objects under a prefix as files of a workspace, or count them',
    tag: 'Operators',
    access: 'operator',
    body: importRequestBody,
    answers: { 202: json('The import has begun', storageImport) },
  },
  getImport: {
    summary: 'Read how far an import is',
    tag: 'Operators',
    access: 'operator',
    answers: { 200: json('The import', storageImport) },
  },
  storageAnalytics: {
    summary:
      "Count a tenant's files and bytes by project, user, type or day; content that several files share counts for each of them",
    tag: 'Operators',
    access: 'operator',
    query: analyticsQuery,
    answers: { 200: json('A page of groups', storageAnalytics) },
  },
} as const satisfies Partial<Record<AnyRouteName, Operation>>;
