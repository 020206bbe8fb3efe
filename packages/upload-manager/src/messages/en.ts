import type { UploadErrorCode } from '../errors/upload-error.ts';
import type { ErrorAction } from './error-message.ts';

/** The numbers a sentence may name, already formatted. Absent when the server did not send them. */
export interface MessageNumbers {
  readonly missing: string | null;
  readonly limit: string | null;
  readonly maxFileSize: string | null;
}

export interface MessageTemplate {
  readonly text: string | ((numbers: MessageNumbers) => string);
  readonly action: ErrorAction;
}

/** English: every code to a sentence with what to do next. */
export const en = {
  unauthorized: { text: 'You are signed out. Sign in again and the upload goes on.', action: 'sign-in' },
  quota_exceeded: {
    text: ({ missing, limit }) =>
      missing === null
        ? 'There is not enough storage left. Delete files you no longer need, or upgrade your plan.'
        : `This file needs ${missing} more than your storage has left${limit === null ? '' : ` of ${limit}`}. Delete files you no longer need, or upgrade your plan.`,
    action: 'free-space',
  },
  plan_limit_reached: {
    text: 'Your plan does not allow any more of these. Remove one, or upgrade your plan.',
    action: 'upgrade',
  },
  forbidden: { text: 'You are not allowed to upload here. Ask the owner for access.', action: 'contact' },
  origin_not_allowed: {
    text: 'Uploads are not allowed from this website. Tell its owner.',
    action: 'contact',
  },
  url_invalid: { text: 'The permission to upload ran out. Try again.', action: 'retry' },
  not_found: { text: 'The server no longer knows this upload. Start it again.', action: 'retry' },
  method_not_allowed: {
    text: 'The server did not understand the request. Tell its owner.',
    action: 'contact',
  },
  request_timeout: {
    text: 'The connection is too slow at the moment. It is being tried again.',
    action: 'wait',
  },
  idempotency_in_progress: {
    text: 'The server is still working on the same request. It is being tried again in a moment.',
    action: 'wait',
  },
  completing: {
    text: 'The server is still finishing this file. It will be ready in a moment.',
    action: 'wait',
  },
  session_state_conflict: {
    text: 'This upload was ended somewhere else. Start it again if you still need it.',
    action: 'retry',
  },
  parts_missing: { text: 'Some parts did not arrive. Try again and only those are sent.', action: 'retry' },
  part_changed: {
    text: 'The file changed while it was being uploaded. Upload the new version.',
    action: 'retry',
  },
  file_in_use: { text: 'This file is in use somewhere else. Confirm to delete it anyway.', action: 'none' },
  plan_changed: { text: 'Something changed in the meantime. Look again and confirm.', action: 'none' },
  upload_expired: { text: 'This upload waited too long and has expired. Start it again.', action: 'retry' },
  upload_gone: { text: 'The unfinished upload is gone from storage. Start it again.', action: 'retry' },
  length_required: { text: 'The server did not understand the request. Tell its owner.', action: 'contact' },
  file_too_large: {
    text: ({ maxFileSize }) =>
      maxFileSize === null
        ? 'This file is too large for your plan. Choose a smaller file, or upgrade your plan.'
        : `This file is too large: your plan allows up to ${maxFileSize} per file. Choose a smaller file, or upgrade your plan.`,
    action: 'upgrade',
  },
  payload_too_large: { text: 'The request was too large for the server. Tell its owner.', action: 'contact' },
  type_not_allowed: {
    text: 'Files of this type are not accepted. Choose another file.',
    action: 'choose-file',
  },
  invalid_request: {
    text: 'The server did not accept this file’s details. Choose another file.',
    action: 'contact',
  },
  part_size_mismatch: { text: 'A part arrived with the wrong size. Try again.', action: 'retry' },
  range_not_satisfiable: {
    text: 'The server did not understand the request. Tell its owner.',
    action: 'contact',
  },
  idempotency_mismatch: {
    text: 'This upload was already started differently. Add the file again.',
    action: 'retry',
  },
  checksum_mismatch: { text: 'The file was damaged on the way. Try again.', action: 'retry' },
  rate_limited: { text: 'The server is busy. The upload goes on in a moment.', action: 'wait' },
  too_many_uploads: {
    text: 'Too many uploads are open at once. This one goes on when others have finished.',
    action: 'wait',
  },
  internal_error: { text: 'Something went wrong on the server. Try again.', action: 'retry' },
  storage_unavailable: {
    text: 'Storage cannot be reached at the moment. Try again in a few minutes.',
    action: 'retry',
  },
  database_unavailable: {
    text: 'The server cannot work at the moment. Try again in a few minutes.',
    action: 'retry',
  },
  storage_full: {
    text: 'The server’s storage is full. Try again later, or tell its owner.',
    action: 'retry',
  },
  offline: { text: 'You are offline. The upload goes on when the connection is back.', action: 'wait' },
  network: { text: 'The server cannot be reached. Check your connection and try again.', action: 'retry' },
  timeout: { text: 'The server did not answer in time. Try again.', action: 'retry' },
  stalled: { text: 'The upload came to a halt. Try again.', action: 'retry' },
  cors_blocked: {
    text: 'The browser was not allowed to reach storage. Tell the owner of this website.',
    action: 'contact',
  },
  proxy_rejected: {
    text: 'Something between you and the server refused the upload, such as a company network. Try again, or use another connection.',
    action: 'retry',
  },
  file_changed: {
    text: 'The file changed since you chose it. Try again to upload the new version.',
    action: 'retry',
  },
  file_unreadable: {
    text: 'The file can no longer be read. It may have been moved, deleted or locked. Choose it again.',
    action: 'choose-file',
  },
  file_mismatch: {
    text: 'This is not the same file as before. Choose the original file, or remove this upload and start a new one.',
    action: 'choose-file',
  },
  needs_file: { text: 'Choose the same file again to go on.', action: 'choose-file' },
  storage_blocked: {
    text: 'This browser does not keep data for this site, so uploads cannot go on after you close the page.',
    action: 'none',
  },
  aborted: { text: 'The upload was stopped.', action: 'none' },
} as const satisfies Record<UploadErrorCode, MessageTemplate>;
