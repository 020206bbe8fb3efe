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
} from '@holdfast/upload-manager/contract';
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
  fileContent: {
    summary: 'Read the bytes of a file, whole or by Range',
    tag,
    permission: 'files:read',
    answers: {
      200: { description: 'The whole file', mediaTypes: anyType },
      206: { description: 'The asked range', mediaTypes: anyType },
      304: { description: 'The caller has these bytes already' },
      416: { description: 'The range lies outside the file' },
    },
    errors: ['upload_gone', 'storage_unavailable'],
  },
} as const satisfies Partial<Record<AnyRouteName, Operation>>;
