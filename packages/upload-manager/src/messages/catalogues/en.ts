import type { UploadErrorCode } from '../../errors/upload-error.ts';
import type { Catalogue, Message } from '../message.ts';

const messages = {
  unauthorized: 'You are signed out. Sign in again and the upload goes on.',
  quota_exceeded: [
    'This file needs {missing} more than your storage has left of {limit}. Delete files you no longer need, or upgrade your plan.',
    'There is not enough storage left. Delete files you no longer need, or upgrade your plan.',
  ],
  plan_limit_reached: [
    'Your plan allows up to {allowed} of these. Remove one, or upgrade your plan.',
    'Your plan does not allow any more of these. Remove one, or upgrade your plan.',
  ],
  forbidden: 'You are not allowed to upload here. Ask the owner for access.',
  origin_not_allowed: 'Uploads are not allowed from this website. Tell its owner.',
  url_invalid: 'The permission to upload ran out. Try again.',
  not_found: 'The server no longer knows this upload. Start it again.',
  method_not_allowed: 'The server did not understand the request. Tell its owner.',
  request_timeout: 'The connection is too slow at the moment. Try again, or use a faster one.',
  idempotency_in_progress: 'The server is still working on the same request. Wait a moment, then try again.',
  completing: 'The server is still finishing this file. It will be ready in a moment.',
  session_state_conflict: 'This upload was ended somewhere else. Start it again if you still need it.',
  parts_missing: 'Some parts did not arrive. Try again and only those are sent.',
  part_changed: 'The file changed while it was being uploaded. Upload the new version.',
  file_in_use: 'This file is in use somewhere else. Confirm to delete it anyway.',
  plan_changed: 'Something changed in the meantime. Look again and confirm.',
  upload_expired: 'This upload waited too long and has expired. Start it again.',
  upload_gone: 'The unfinished upload is gone from storage. Start it again.',
  length_required: 'The server did not understand the request. Tell its owner.',
  file_too_large: [
    'This file is too large: your plan allows up to {maxFileSize} per file. Choose a smaller file, or upgrade your plan.',
    'This file is too large for your plan. Choose a smaller file, or upgrade your plan.',
  ],
  payload_too_large: 'The request was too large for the server. Tell its owner.',
  type_not_allowed: [
    'Files of this type are not accepted. Choose one of these types: {types}.',
    'Files of this type are not accepted. Choose another file.',
  ],
  invalid_request: [
    'The name of this file is not accepted: it may have up to {maxNameLength} characters. Rename the file and choose it again.',
    'The server did not accept this file’s details. Choose another file.',
  ],
  part_size_mismatch: 'A part arrived with the wrong size. Try again.',
  range_not_satisfiable: 'The server did not understand the request. Tell its owner.',
  idempotency_mismatch: 'This upload was already started differently. Add the file again.',
  checksum_mismatch: 'The file was damaged on the way. Try again.',
  rate_limited: [
    'The server is busy at the moment. Wait {wait}, then try again.',
    'The server is busy at the moment. Try again in a few minutes.',
  ],
  too_many_uploads: 'Too many uploads are open at once. Try again when others have finished.',
  internal_error: 'Something went wrong on the server. Try again.',
  storage_unavailable: [
    'Storage cannot be reached at the moment. Wait {wait}, then try again.',
    'Storage cannot be reached at the moment. Try again in a few minutes.',
  ],
  database_unavailable: [
    'The server cannot work at the moment. Wait {wait}, then try again.',
    'The server cannot work at the moment. Try again in a few minutes.',
  ],
  storage_full: 'The server’s storage is full. Try again later, or tell its owner.',
  offline: 'You are offline. The upload goes on when the connection is back.',
  network: 'The server cannot be reached. Check your connection and try again.',
  code_not_loaded:
    'A part of this page could not be loaded. Check your connection and try again. If that does not help, reload the page.',
  timeout: 'The server did not answer in time. Try again.',
  stalled: 'The upload came to a halt. Try again.',
  cors_blocked:
    'The browser was not allowed to reach storage. Try again, and if that does not help, tell the owner of this website.',
  proxy_rejected:
    'Something between you and the server refused the upload, such as a company network. Try again, or use another connection.',
  file_changed: 'The file changed since you chose it. Try again to upload the new version.',
  file_unreadable:
    'The file can no longer be read. It may have been moved, deleted or locked. Choose it again.',
  file_mismatch: [
    'This is not the same file as before: it has {offered} instead of {expected}. Choose the original file, or remove this upload and start a new one.',
    'This is not the same file as before. Choose the original file, or remove this upload and start a new one.',
  ],
  file_refused: ['This file is not accepted: {refusal}', 'This file is not accepted. Choose another file.'],
  size_not_allowed: [
    'This file is too large: up to {maxFileSize} are accepted here. Choose a smaller file.',
    'This file is too small: at least {minFileSize} are needed here. Choose another file.',
    'Files of this size are not accepted. Choose another file.',
  ],
  too_many_files: [
    'No more than {allowed} files can be added here. Remove one, then try again.',
    'No more files can be added here. Remove one, then try again.',
  ],
  needs_file: 'Choose the same file again to go on.',
  storage_blocked:
    'This browser does not keep data for this site, so uploads cannot go on after you close the page.',
  aborted: 'The upload was stopped. Try again if you still need it.',
  unknown_code:
    'The server refused this for a reason this page does not know. Reload the page, and if it happens again, tell the owner of this website.',
} as const satisfies Record<UploadErrorCode | 'unknown_code' | 'code_not_loaded', Message>;

/** The sentences for errors: every code, `unknown_code` for those of a newer server, and a `network` of its own for code. */
export type ErrorWords = typeof messages;

export type ErrorMessageKey = keyof ErrorWords;

/** English: the language that all others are translations of. */
export const en: Catalogue<ErrorWords> = { language: 'en', messages };
