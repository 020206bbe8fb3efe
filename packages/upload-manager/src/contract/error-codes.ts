export interface ErrorCodeDefinition {
  readonly status: number;
  /** Whether the same request, unchanged, may succeed later. */
  readonly retryable: boolean;
  readonly title: string;
}

/** Every code a server answers, with its HTTP status. The `type` of a problem is `urn:holdfast:error:{code}`. */
export const errorCodes = {
  invalid_request: { status: 400, retryable: false, title: 'Invalid request' },
  part_size_mismatch: { status: 400, retryable: false, title: 'Part has the wrong size' },
  unauthorized: { status: 401, retryable: false, title: 'Sign-in needed' },
  quota_exceeded: { status: 402, retryable: false, title: 'Storage quota exceeded' },
  plan_limit_reached: { status: 402, retryable: false, title: 'Plan limit reached' },
  forbidden: { status: 403, retryable: false, title: 'Not permitted' },
  origin_not_allowed: { status: 403, retryable: false, title: 'Origin not allowed' },
  url_invalid: { status: 403, retryable: false, title: 'Upload URL invalid or expired' },
  not_found: { status: 404, retryable: false, title: 'Not found' },
  method_not_allowed: { status: 405, retryable: false, title: 'Method not allowed' },
  request_timeout: { status: 408, retryable: true, title: 'Request timed out' },
  idempotency_in_progress: { status: 409, retryable: true, title: 'Same request still running' },
  completing: { status: 409, retryable: true, title: 'Upload is being completed' },
  session_state_conflict: { status: 409, retryable: false, title: 'Not possible in this state' },
  parts_missing: { status: 409, retryable: false, title: 'Parts missing' },
  part_changed: { status: 409, retryable: false, title: 'Part differs from the one agreed' },
  file_in_use: { status: 409, retryable: false, title: 'File is in use' },
  plan_changed: { status: 409, retryable: false, title: 'Plan has changed' },
  upload_expired: { status: 410, retryable: false, title: 'Upload session expired' },
  upload_gone: { status: 410, retryable: false, title: 'Upload is gone from storage' },
  length_required: { status: 411, retryable: false, title: 'Content-Length needed' },
  file_too_large: { status: 413, retryable: false, title: 'File too large' },
  payload_too_large: { status: 413, retryable: false, title: 'Request body too large' },
  type_not_allowed: { status: 415, retryable: false, title: 'File type not allowed' },
  idempotency_mismatch: { status: 422, retryable: false, title: 'Idempotency key used for another request' },
  checksum_mismatch: { status: 422, retryable: true, title: 'Checksum mismatch' },
  rate_limited: { status: 429, retryable: true, title: 'Too many requests' },
  too_many_uploads: { status: 429, retryable: true, title: 'Too many open uploads' },
  internal_error: { status: 500, retryable: true, title: 'Internal error' },
  storage_unavailable: { status: 503, retryable: true, title: 'Storage unavailable' },
  database_unavailable: { status: 503, retryable: true, title: 'Database unavailable' },
  storage_full: { status: 507, retryable: false, title: 'Storage full' },
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
  'needs_file',
  'storage_blocked',
  'aborted',
] as const;
export type ClientErrorCode = (typeof clientErrorCodes)[number];
