import * as v from 'valibot';

/**
 * RFC 9457 problem details, as far as a client trusts them. A code this client does not know stays a string, so that
 * an older client still falls back on the HTTP status.
 */
export const problemDetails = v.looseObject({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.optional(v.string()),
  code: v.string(),
  retryable: v.boolean(),
  request_id: v.optional(v.string()),
});
export type ProblemDetails = v.InferOutput<typeof problemDetails>;
