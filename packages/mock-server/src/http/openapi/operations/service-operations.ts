import { type AnyRouteName, anonymousSession, capabilities } from '@holdfast/upload-manager/contract';
import * as v from 'valibot';
import { json, type Operation } from '../operation.ts';

const tag = 'Service';

/** What the service is, can do and how it is. */
export const serviceOperations = {
  createSession: {
    summary: 'Start an anonymous browser session, or keep the one whose cookie comes',
    tag,
    access: 'open',
    answers: {
      200: json('The session the cookie stands for', anonymousSession),
      201: json('A new session, its token in a cookie', anonymousSession),
    },
    errors: ['origin_not_allowed'],
  },
  capabilities: {
    summary: 'Read limits, thresholds and checksum algorithms',
    tag,
    answers: { 200: json('What this server can do', capabilities) },
  },
  liveness: {
    summary: 'Ask whether the process lives',
    tag,
    access: 'open',
    answers: { 200: json('It does', v.object({ status: v.literal('ok') })) },
  },
  readiness: {
    summary: 'Ask whether the service can work, and which component cannot',
    tag,
    access: 'open',
    answers: { 200: json('It can', readinessReport()), 503: json('It cannot now', readinessReport()) },
  },
  openApi: {
    summary: 'Read this document',
    tag,
    access: 'open',
    answers: {
      200: json('The OpenAPI document', v.looseObject({ openapi: v.string(), paths: v.looseObject({}) })),
    },
  },
} as const satisfies Partial<Record<AnyRouteName, Operation>>;

function readinessReport() {
  const components = v.record(v.string(), v.picklist(['ok', 'degraded', 'unavailable']));
  return v.object({
    status: v.picklist(['ok', 'starting', 'unavailable', 'stopping']),
    components,
    /** What is wrong with each component that is not well; operators alone are told. */
    reasons: v.optional(v.record(v.string(), v.string())),
  });
}
