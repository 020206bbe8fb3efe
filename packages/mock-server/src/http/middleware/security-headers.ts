import { createMiddleware } from 'hono/factory';
import type { HttpEnv } from '../http-env.ts';

const yearSeconds = 365 * 24 * 60 * 60;

/**
 * What every answer tells browsers, where its route has not said it in its own way: no guessing of types, no frames, no
 * address of ours in anybody's logs, and https from now on for who came by it.
 */
export function securityHeaders(publicUrl: string) {
  const isSecure = new URL(publicUrl).protocol === 'https:';
  const headers = Object.entries({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-site',
    ...(isSecure ? { 'strict-transport-security': `max-age=${yearSeconds}` } : {}),
  });
  return createMiddleware<HttpEnv>(async (http, next) => {
    await next();
    for (const [name, value] of headers) {
      if (!http.res.headers.has(name)) http.res.headers.set(name, value);
    }
  });
}
