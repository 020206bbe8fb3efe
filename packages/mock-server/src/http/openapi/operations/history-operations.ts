import {
  type AnyRouteName,
  adminHistoryList,
  adminHistoryQuery,
  historyList,
  historyQuery,
} from '@holdfast/upload-manager/contract';
import { json, type Operation } from '../operation.ts';

const tag = 'History';

/** What became of uploads. */
export const historyOperations = {
  ingestionHistory: {
    summary: "List the caller's uploads in a workspace, newest first",
    tag,
    permission: 'files:read',
    headers: ['workspace'],
    query: historyQuery,
    answers: { 200: json('A page of entries', historyList) },
  },
  adminHistory: {
    summary: "List a tenant's uploads, newest first",
    tag,
    access: 'operator',
    query: adminHistoryQuery,
    answers: { 200: json('A page of entries, with whose they are', adminHistoryList) },
  },
} as const satisfies Partial<Record<AnyRouteName, Operation>>;
