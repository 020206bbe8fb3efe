import { headerNames, idempotencyKey } from '@holdfast/upload-manager/contract';
import { ApiError } from '../domain/api-error.ts';
import { parseInput } from '../domain/parse-input.ts';

/** The idempotency key in either spelling. Sent twice with two values, it is nothing to rely on. */
export function readIdempotencyKey(headers: Headers): string | undefined {
  const own = headers.get(headerNames.idempotencyKey);
  const standard = headers.get(headerNames.idempotencyKeyStandard);
  if (own !== null && standard !== null && own !== standard) {
    throw new ApiError('invalid_request', 'Two different idempotency keys were sent');
  }
  const key = own ?? standard;
  return key === null ? undefined : parseInput(idempotencyKey, key, headerNames.idempotencyKey);
}

/** The reference a file belongs to, where the body does not say it. */
export function referenceHeaders(headers: Headers): Readonly<Record<string, string>> {
  const type = headers.get(headerNames.referenceType);
  const id = headers.get(headerNames.referenceId);
  return {
    ...(type === null ? {} : { reference_type: type }),
    ...(id === null ? {} : { reference_id: id }),
  };
}

export function readWorkspaceId(headers: Headers): string | undefined {
  return headers.get(headerNames.workspaceId) ?? undefined;
}
