export interface ErrorCodeDefinition {
  readonly status: number;
  /** Whether the same request, unchanged, may succeed later. */
  readonly retryable: boolean;
}

/** Every code a server answers, with its HTTP status. The `type` of a problem is `urn:holdfast:error:{code}`. */
export const errorCodes = {
  invalid_request: { status: 400, retryable: false },
  part_size_mismatch: { status: 400, retryable: false },
  unauthorized: { status: 401, retryable: false },
  quota_exceeded: { status: 402, retryable: false },
  plan_limit_reached: { status: 402, retryable: false },
  forbidden: { status: 403, retryable: false },
  origin_not_allowed: { status: 403, retryable: false },
  url_invalid: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  method_not_allowed: { status: 405, retryable: false },
  request_timeout: { status: 408, retryable: true },
  idempotency_in_progress: { status: 409, retryable: true },
  completing: { status: 409, retryable: true },
  session_state_conflict: { status: 409, retryable: false },
  parts_missing: { status: 409, retryable: false },
  part_changed: { status: 409, retryable: false },
  file_in_use: { status: 409, retryable: false },
  plan_changed: { status: 409, retryable: false },
  upload_expired: { status: 410, retryable: false },
  upload_gone: { status: 410, retryable: false },
  length_required: { status: 411, retryable: false },
  file_too_large: { status: 413, retryable: false },
  payload_too_large: { status: 413, retryable: false },
  type_not_allowed: { status: 415, retryable: false },
  range_not_satisfiable: { status: 416, retryable: false },
  idempotency_mismatch: { status: 422, retryable: false },
  checksum_mismatch: { status: 422, retryable: true },
  rate_limited: { status: 429, retryable: true },
  too_many_uploads: { status: 429, retryable: true },
  internal_error: { status: 500, retryable: true },
  storage_unavailable: { status: 503, retryable: true },
  database_unavailable: { status: 503, retryable: true },
  storage_full: { status: 507, retryable: false },
} as const satisfies Record<string, ErrorCodeDefinition>;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCodes, value);
}

/** Codes only the client makes; they never travel. */
export const clientErrorCodes = [
  'offline',
  'network',
  'timeout',
  'stalled',
  'cors_blocked',
  'proxy_rejected',
  'file_changed',
  'file_unreadable',
  'file_mismatch',
  'file_refused',
  'size_not_allowed',
  'too_many_files',
  'needs_file',
  'storage_blocked',
  'aborted',
] as const;
export type ClientErrorCode = (typeof clientErrorCodes)[number];
