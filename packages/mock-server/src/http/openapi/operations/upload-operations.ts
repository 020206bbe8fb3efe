import {
  type AnyRouteName,
  completeBatchRequest,
  completeBatchResponse,
  completeRequest,
  fileRecord,
  initiateBatchItem,
  initiateBatchRequest,
  initiateBatchResponse,
  initiateRequest,
  limits,
  pageQuery,
  resumeResponse,
  sessionList,
  sessionState,
  signedPart,
  signPartRequest,
  signPartsRequest,
  signPartsResponse,
  signUploadsRequest,
  signUploadsResponse,
  uploadSession,
} from '@holdfast/upload-manager/contract';
import * as v from 'valibot';
import { json, type Operation } from '../operation.ts';

/** The envelope is parsed first and each file on its own; a reader of the document sees both at once. */
const initiateBatchBody = v.object({
  ...initiateBatchRequest.entries,
  files: v.pipe(v.array(initiateBatchItem), v.minLength(1), v.maxLength(limits.maxBatchItems)),
});

const ended = ['session_state_conflict', 'completing', 'upload_expired', 'upload_gone'] as const;
const permission = 'uploads:write';
const tag = 'Uploads';

/** From initiating a session to completing it. */
export const uploadOperations = {
  initiateUpload: {
    summary: 'Open an upload session',
    tag,
    permission,
    headers: ['workspace', 'idempotency', 'reference'],
    body: initiateRequest,
    answers: { 201: json('The session and its upload plan', uploadSession) },
    errors: [
      'quota_exceeded',
      'plan_limit_reached',
      'file_too_large',
      'type_not_allowed',
      'too_many_uploads',
      'storage_unavailable',
      'storage_full',
      ...ended,
    ],
  },
  initiateUploadBatch: {
    summary: 'Open up to 100 sessions, with a verdict for each file',
    tag,
    permission,
    headers: ['workspace', 'idempotency', 'reference'],
    body: initiateBatchBody,
    answers: { 200: json('A verdict for each file, in the order they were sent', initiateBatchResponse) },
  },
  uploadFile: {
    summary: 'Upload a whole file in one request, as a form or as the raw body',
    tag,
    permission,
    headers: ['workspace', 'idempotency', 'reference', 'fileName'],
    rawBody: {
      'multipart/form-data': {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
      },
      'application/octet-stream': { type: 'string', contentMediaType: 'application/octet-stream' },
    },
    answers: { 201: json('The file', fileRecord) },
    errors: [
      'length_required',
      'part_size_mismatch',
      'quota_exceeded',
      'file_too_large',
      'type_not_allowed',
      'too_many_uploads',
      'completing',
      'storage_unavailable',
      'storage_full',
    ],
  },
  signPart: {
    summary: 'Sign the URL of one part',
    tag,
    permission,
    body: signPartRequest,
    answers: { 200: json('How to send the part', signedPart) },
    errors: [...ended, 'part_changed', 'storage_unavailable'],
  },
  signParts: {
    summary: 'Sign the URLs of up to 100 parts',
    tag,
    permission,
    body: signPartsRequest,
    answers: { 200: json('How to send each part', signPartsResponse) },
    errors: [...ended, 'part_changed', 'storage_unavailable'],
  },
  signUploads: {
    summary: 'Sign the URLs of up to 100 direct sessions, with a verdict each',
    tag,
    permission,
    body: signUploadsRequest,
    answers: { 200: json('A verdict for each session', signUploadsResponse) },
  },
  resumeUpload: {
    summary: 'Tell what storage really holds of a session',
    tag,
    permission,
    answers: { 200: json('The session and its stored parts', resumeResponse) },
    errors: ['storage_unavailable'],
  },
  touchUpload: {
    summary: 'Keep a session alive, within its hard lifetime',
    tag,
    permission,
    answers: { 200: json('The session with its new idle limit', sessionState) },
    errors: [...ended],
  },
  cancelUpload: {
    summary: 'Cancel a session; again and again the same',
    tag,
    permission,
    answers: { 200: json('The state the session ended in', sessionState) },
    errors: ['completing', 'storage_unavailable'],
  },
  listUploads: {
    summary: "List the caller's open sessions",
    tag,
    permission,
    headers: ['workspace'],
    query: pageQuery,
    answers: { 200: json('A page of open sessions, newest first', sessionList) },
  },
  completeUpload: {
    summary: 'Complete a session: the only way a file becomes active',
    tag,
    permission,
    body: completeRequest,
    answers: { 200: json('The file', fileRecord) },
    errors: [
      ...ended,
      'not_found',
      'parts_missing',
      'part_changed',
      'checksum_mismatch',
      'type_not_allowed',
      'storage_unavailable',
      'storage_full',
    ],
  },
  completeUploadBatch: {
    summary: 'Complete up to 100 sessions, with a verdict for each',
    tag,
    permission,
    body: completeBatchRequest,
    answers: { 200: json('A verdict for each session', completeBatchResponse) },
  },
} as const satisfies Partial<Record<AnyRouteName, Operation>>;
