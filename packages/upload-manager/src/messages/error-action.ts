import type { UploadError, UploadErrorCode } from '../errors/upload-error.ts';

/** What a person can do about an error. Interfaces offer the matching button. */
export type ErrorAction =
  /** Nothing needs to be done. */
  | 'none'
  /** It passes; a retry later may succeed. */
  | 'wait'
  | 'retry'
  | 'free-space'
  | 'upgrade'
  /** The same file, chosen again. */
  | 'choose-file'
  /** This one will never be taken. */
  | 'choose-another-file'
  | 'sign-in'
  /** Somebody has to give access; a retry succeeds then. */
  | 'ask-access'
  /** The owner of the website has to repair something. */
  | 'contact';

const actions = {
  unauthorized: 'sign-in',
  quota_exceeded: 'free-space',
  plan_limit_reached: 'upgrade',
  forbidden: 'ask-access',
  origin_not_allowed: 'contact',
  url_invalid: 'retry',
  not_found: 'retry',
  method_not_allowed: 'contact',
  request_timeout: 'retry',
  idempotency_in_progress: 'wait',
  completing: 'wait',
  session_state_conflict: 'retry',
  parts_missing: 'retry',
  part_changed: 'retry',
  file_in_use: 'none',
  plan_changed: 'none',
  upload_expired: 'retry',
  upload_gone: 'retry',
  length_required: 'contact',
  file_too_large: 'upgrade',
  payload_too_large: 'contact',
  type_not_allowed: 'choose-another-file',
  invalid_request: 'choose-another-file',
  part_size_mismatch: 'retry',
  range_not_satisfiable: 'contact',
  idempotency_mismatch: 'retry',
  checksum_mismatch: 'retry',
  rate_limited: 'wait',
  too_many_uploads: 'wait',
  internal_error: 'retry',
  storage_unavailable: 'wait',
  database_unavailable: 'wait',
  storage_full: 'wait',
  offline: 'wait',
  network: 'retry',
  timeout: 'retry',
  stalled: 'retry',
  cors_blocked: 'retry',
  proxy_rejected: 'retry',
  file_changed: 'retry',
  file_unreadable: 'choose-file',
  file_mismatch: 'choose-file',
  file_refused: 'choose-another-file',
  size_not_allowed: 'choose-another-file',
  too_many_files: 'retry',
  needs_file: 'choose-file',
  storage_blocked: 'none',
  aborted: 'retry',
} as const satisfies Record<UploadErrorCode, ErrorAction>;

const unmendable: ReadonlySet<ErrorAction> = new Set(['none', 'choose-another-file', 'contact']);

/** What a person can do about this error. */
export function actionOf(error: UploadError): ErrorAction {
  if (error.serverCode === undefined) return actions[error.code];
  return error.retryable === true ? 'retry' : 'contact';
}

/** Whether trying the same again can succeed, now or after the action. Offer no «Try again» when it cannot. */
export function isWorthRetrying(error: UploadError): boolean {
  return error.retryable === true || !unmendable.has(actionOf(error));
}
