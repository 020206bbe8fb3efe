import { headerNames } from '@holdfast/upload-manager/contract';
import { cors } from 'hono/cors';

const preflightSeconds = 7200;

/** CORS for exactly the configured origins; a page of any other origin gets no header that would let it read. */
export function allowOrigins(origins: readonly string[]) {
  return cors({
    origin: (origin) => (origins.includes(origin) ? origin : null),
    credentials: true,
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: [
      'authorization',
      'content-type',
      headerNames.workspaceId,
      headerNames.idempotencyKey,
      headerNames.idempotencyKeyStandard,
      headerNames.referenceType,
      headerNames.referenceId,
      headerNames.fileName,
    ],
    exposeHeaders: [
      headerNames.requestId,
      headerNames.retryAfter,
      'content-disposition',
      'content-range',
      'accept-ranges',
      'etag',
    ],
    maxAge: preflightSeconds,
  });
}
