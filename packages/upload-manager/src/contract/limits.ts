export const mebibyte = 1024 * 1024;

/** Numbers both sides rely on. Sizes in bytes, times in seconds. */
export const limits = {
  /** Files below this size go up in one presigned PUT. */
  multipartThresholdBytes: 5 * mebibyte,
  /** S3, R2 and MinIO refuse smaller parts, except the last. */
  minPartBytes: 5 * mebibyte,
  /** The default target of the plan rule. */
  targetPartBytes: 16 * mebibyte,
  /** S3, R2 and MinIO take at most this many parts. */
  maxParts: 10_000,
  maxBatchItems: 100,
  maxPartUrlsPerCall: 100,
  maxMetadataBytes: 8 * 1024,
  maxAttributesBytes: 256 * 1024,
  maxFileNameLength: 1024,
  urlLifetimeSeconds: 15 * 60,
  completionLeaseSeconds: 60,
} as const;
