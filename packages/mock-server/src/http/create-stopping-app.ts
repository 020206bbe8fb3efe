import { Hono } from 'hono';
import { ApiError } from '../domain/api-error.ts';
import { toFailure } from '../domain/failure.ts';
import type { Identifiers } from '../domain/ports.ts';
import type { Settings } from '../domain/settings.ts';
import type { HttpEnv } from './http-env.ts';
import { allowOrigins } from './middleware/allow-origins.ts';
import { requestId } from './middleware/request-id.ts';
import { securityHeaders } from './middleware/security-headers.ts';

export interface StoppingAppOptions {
  readonly identifiers: Identifiers;
  readonly settings: Pick<Settings, 'publicUrl' | 'corsOrigins'>;
}

const retryAfterSeconds = 2;

/** Answers calls that come while a server finishes its last ones: nothing new begins, and whoever asks may come back soon. */
export function createStoppingApp({ identifiers, settings }: StoppingAppOptions): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(requestId(identifiers), securityHeaders(settings.publicUrl), allowOrigins(settings.corsOrigins));
  app.notFound((http) => {
    const error = new ApiError('storage_unavailable', 'The server is stopping', { retryAfterSeconds });
    const { problem, headers } = toFailure(error, http.get('requestId'));
    return new Response(JSON.stringify(problem), { status: problem.status, headers });
  });
  return app;
}
