import { HttpResponse, http, type RequestHandler } from 'msw';
import type { Backend } from '../create-backend.ts';
import { ConnectionDropped } from '../faults/with-fault.ts';
import { storagePath } from '../storage/signed-url.ts';

export interface UploadHandlersOptions {
  /** Origin the requests go to. @default any */
  readonly baseUrl?: string;
}

/** Everything the backend answers, the URLs of its memory storage among it. */
const paths = [
  '/api/*',
  '/app/*',
  storagePath,
  '/healthz',
  '/readyz',
  '/metrics',
  '/openapi.json',
  '/__faults',
];

/**
 * MSW handlers that are the backend itself: what a component test sees is what a server would do.
 *
 * @example
 * const server = setupServer(...createUploadHandlers(backend));
 */
export function createUploadHandlers(
  backend: Backend,
  options: UploadHandlersOptions = {},
): RequestHandler[] {
  const origin = options.baseUrl?.replace(/\/+$/, '') ?? '*';
  return paths.map((path) =>
    http.all(`${origin}${path}`, async ({ request, cookies }) => {
      try {
        return await backend.fetch(await withLength(withCookies(request, cookies)));
      } catch (error) {
        if (error instanceof ConnectionDropped) return HttpResponse.error();
        throw error;
      }
    }),
  );
}

/** A page's request is caught before the network would have said how long its body is. */
async function withLength(request: Request): Promise<Request> {
  if (!request.body || request.headers.has('content-length')) return request;
  const body = await request.blob();
  const headers = new Headers(request.headers);
  headers.set('content-length', String(body.size));
  return new Request(request.url, { method: request.method, headers, body, signal: request.signal });
}

/** MSW keeps cookies itself, as a browser would, and tells them beside the request. */
function withCookies(request: Request, cookies: Readonly<Record<string, string>>): Request {
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  if (pairs.length === 0) return request;
  const headers = new Headers(request.headers);
  headers.set('cookie', pairs.join('; '));
  return new Request(request, { headers });
}
