import {
  type AnyRouteName,
  deleteByUrlsRequest,
  deleteByUrlsResponse,
  deleteFileQuery,
  editFileRequest,
  fileDeletion,
  fileList,
  fileRecord,
  pageQuery,
  readToken,
} from '@holdfast/upload-manager/contract';
import * as v from 'valibot';
import { json, type Operation } from '../operation.ts';

const tag = 'Files';
const anyType = ['*/*'];

/** Records of files and their bytes. */
export const fileOperations = {
  listFiles: {
    summary: 'List active files, newest first',
    tag,
    permission: 'files:read',
    headers: ['workspace'],
    query: pageQuery,
    answers: { 200: json('A page of files', fileList) },
  },
  getFile: {
    summary: 'Read the record of a file',
    tag,
    permission: 'files:read',
    answers: { 200: json('The file', fileRecord) },
  },
  editFile: {
    summary: 'Edit the record of a file by merge patch',
    tag,
    permission: 'files:write',
    body: editFileRequest,
    answers: { 200: json('The file as it is now', fileRecord) },
    errors: ['session_state_conflict', 'upload_gone'],
  },
  deleteFilesByUrls: {
    summary: 'Delete files by their URLs, with a verdict for each',
    tag,
    permission: 'files:delete',
    body: deleteByUrlsRequest,
    answers: { 200: json('A verdict for each URL', deleteByUrlsResponse) },
    errors: ['storage_unavailable'],
  },
  deleteFile: {
    summary: 'Delete a file; again and again the same',
    tag,
    permission: 'files:delete',
    query: deleteFileQuery,
    answers: { 200: json('What became of the file', fileDeletion) },
    errors: ['session_state_conflict', 'file_in_use', 'storage_unavailable'],
  },
  createReadToken: {
    summary: 'Make a short-lived URL that reads a file without credentials',
    tag,
    permission: 'files:read',
    answers: { 200: json('The URL and until when it works', readToken) },
    errors: ['upload_gone'],
  },
  fileContent: {
    summary: 'Read the bytes of a file, whole or by Range',
    tag,
    access: 'reader',
    permission: 'files:read',
    answers: {
      200: { description: 'The whole file', mediaTypes: anyType },
      206: { description: 'The asked range', mediaTypes: anyType },
      302: { description: 'Where the store itself hands out the bytes' },
      304: { description: 'The caller has these bytes already' },
    },
    query: v.object({ t: v.optional(v.string()) }),
    errors: ['url_invalid', 'upload_gone', 'range_not_satisfiable', 'storage_unavailable'],
  },
} as const satisfies Partial<Record<AnyRouteName, Operation>>;
