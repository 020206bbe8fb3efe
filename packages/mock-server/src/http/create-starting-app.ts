import { Hono } from 'hono';
import { ApiError } from '../domain/api-error.ts';
import { toFailure } from '../domain/failure.ts';
import type { Identifiers } from '../domain/ports.ts';
import type { Settings } from '../domain/settings.ts';
import type { HttpEnv } from './http-env.ts';
import { allowOrigins } from './middleware/allow-origins.ts';
import { requestId } from './middleware/request-id.ts';
import { securityHeaders } from './middleware/security-headers.ts';

/** What a server opens before it can answer for itself, in this order. */
const components = ['storage', 'database'] as const;
export type AwaitedComponent = (typeof components)[number];

export interface StartingAppOptions {
  readonly identifiers: Identifiers;
  readonly settings: Pick<Settings, 'publicUrl' | 'corsOrigins'>;
  /** What is waited for at this moment. */
  awaited(): AwaitedComponent;
}

const retryAfterSeconds = 2;

/** Answers while a server starts: that it lives, that it is not ready, and everybody else that they may come back soon. */
export function createStartingApp({ identifiers, settings, awaited }: StartingAppOptions): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(requestId(identifiers), securityHeaders(settings.publicUrl), allowOrigins(settings.corsOrigins));
  app.get('/healthz', (http) => http.json({ status: 'ok' }));
  app.get('/readyz', (http) => {
    const opened = components.indexOf(awaited());
    const states = components.map((name, index) => [name, index < opened ? 'ok' : 'unavailable']);
    return http.json({ status: 'starting', components: Object.fromEntries(states) }, 503);
  });
  app.notFound((http) => {
    const component = awaited();
    const detail = `The server is starting: it waits for its ${component}`;
    const error = new ApiError(`${component}_unavailable`, detail, { retryAfterSeconds });
    const { problem, headers } = toFailure(error, http.get('requestId'));
    return new Response(JSON.stringify(problem), { status: problem.status, headers });
  });
  return app;
}
