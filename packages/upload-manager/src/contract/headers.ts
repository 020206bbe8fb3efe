/** Request and answer headers of the contract, lower case as `Headers` yields them. */
export const headerNames = {
  workspaceId: 'x-workspace-id',
  idempotencyKey: 'x-idempotency-key',
  /** The IETF spelling of the same header; either is accepted. */
  idempotencyKeyStandard: 'idempotency-key',
  referenceType: 'x-reference-type',
  referenceId: 'x-reference-id',
  /** The percent-encoded name of a file sent as a raw body. */
  fileName: 'x-file-name',
  requestId: 'x-request-id',
  retryAfter: 'retry-after',
} as const;

export const problemContentType = 'application/problem+json';
