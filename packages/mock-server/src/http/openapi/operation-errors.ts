import type { ErrorCode, RouteDefinition } from '@holdfast/upload-manager/contract';
import type { HeaderGroup, Operation } from './operation.ts';

/** What may go wrong on any route. */
const everywhere: readonly ErrorCode[] = ['rate_limited', 'internal_error', 'database_unavailable'];

const ofHeaders: Readonly<Record<HeaderGroup, readonly ErrorCode[]>> = {
  workspace: ['not_found'],
  idempotency: ['invalid_request', 'idempotency_mismatch', 'idempotency_in_progress'],
  reference: ['invalid_request'],
  fileName: ['invalid_request'],
};

/** Every code an operation can answer: its own and those that follow from what it takes. */
export function errorsOf(route: RouteDefinition, operation: Operation): readonly ErrorCode[] {
  const { access = 'caller', body, rawBody, headers = [], permission, query, errors = [] } = operation;
  const codes: readonly (readonly ErrorCode[])[] = [
    everywhere,
    errors,
    access === 'open' ? [] : ['unauthorized'],
    // Without a configured operator token the operator's routes do not exist.
    access === 'operator' ? ['not_found'] : [],
    access === 'caller' && route.method !== 'GET' ? ['origin_not_allowed'] : [],
    permission === undefined ? [] : ['forbidden'],
    route.path.includes('{') ? ['not_found'] : [],
    query === undefined ? [] : ['invalid_request'],
    body || rawBody ? ['invalid_request', 'payload_too_large', 'request_timeout'] : [],
    ...headers.map((group) => ofHeaders[group]),
  ];
  return [...new Set(codes.flat())].sort();
}
