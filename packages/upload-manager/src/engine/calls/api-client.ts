import * as v from 'valibot';
import { anonymousSession, buildPath, type RouteName, routes } from '../../contract/index.ts';
import { untilAborted } from '../../errors/until-aborted.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { ApiTransport } from '../../ports/api-transport.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TabLock } from '../../ports/tab-lock.ts';
import { toApiError } from './problem.ts';

export interface HeadersContext {
  /** Whether the backend refused the headers it was last sent, so that new ones are needed. */
  readonly isRefresh: boolean;
}

export interface ApiClientOptions {
  /** Origin and prefix of the backend; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly paths: Partial<Readonly<Record<RouteName, string>>>;
  /** Added to every call to the backend, never to storage. `isRefresh`: the last ones were refused. */
  readonly headers: (context: HeadersContext) => Promise<Readonly<Record<string, string>>>;
  /** Whether the first call creates an anonymous browser session. */
  readonly anonymous: boolean;
}

export interface ApiCall<Schema extends v.GenericSchema> {
  readonly schema: Schema;
  readonly signal: AbortSignal;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface ApiClient {
  /** One call of the contract. The answer is parsed before it is believed; every failure is an UploadError. */
  call<Schema extends v.GenericSchema>(
    route: RouteName,
    details: ApiCall<Schema>,
  ): Promise<v.InferOutput<Schema>>;
}

/** Where a route is, under the base URL and the paths of this backend. */
export function urlOf(
  { baseUrl, paths }: Pick<ApiClientOptions, 'baseUrl' | 'paths'>,
  route: RouteName,
  parameters?: Readonly<Record<string, string>>,
): string {
  return `${baseUrl}${buildPath(paths[route] ?? routes[route].path, parameters)}`;
}

export function createApiClient(
  options: ApiClientOptions,
  ports: { readonly apiTransport: ApiTransport; readonly clock: Clock; readonly tabLock: TabLock },
  life: AbortSignal,
): ApiClient {
  const { apiTransport, clock, tabLock } = ports;
  let anonymous: Promise<void> | null = null;
  let refresh: Promise<unknown> | null = null;

  /** The page's own code, which may ask its own backend: what it throws is trouble on the way there. */
  async function headersFor(context: HeadersContext): Promise<Readonly<Record<string, string>>> {
    try {
      return await options.headers(context);
    } catch (cause) {
      if (cause instanceof UploadError) throw cause;
      throw new UploadError('network', 'The page could not give the headers of a call', { cause });
    }
  }

  async function send<Schema extends v.GenericSchema>(
    route: RouteName,
    call: ApiCall<Schema>,
  ): Promise<v.InferOutput<Schema>> {
    const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query)}`;
    const headers = await untilAborted(headersFor({ isRefresh: false }), call.signal);
    const response = await apiTransport.request(
      {
        method: routes[route].method,
        url: `${urlOf(options, route, call.parameters)}${query}`,
        headers: { ...headers, ...call.headers },
        ...(call.body === undefined ? {} : { body: call.body }),
      },
      call.signal,
    );
    if (response.status >= 400) throw toApiError(response, clock.now());
    const answer = v.safeParse(call.schema, response.body);
    if (!answer.success) throw toApiError({ ...response, body: undefined }, clock.now());
    return answer.output;
  }

  /**
   * One anonymous session per browser: the tabs take turns, and the second finds the first one's cookie. All calls share
   * it, so that a caller who leaves takes it from nobody.
   */
  async function ensureSession(signal: AbortSignal): Promise<void> {
    if (!options.anonymous) return;
    anonymous ??= tabLock
      .exclusively('holdfast:anonymous-session', async () => {
        await send('createSession', { schema: anonymousSession, signal: life });
      })
      .catch((error: unknown) => {
        anonymous = null;
        throw error;
      });
    await untilAborted(anonymous, signal);
  }

  /** All calls that are refused at the same time share one refresh. */
  async function refreshHeaders(signal: AbortSignal): Promise<void> {
    refresh ??= headersFor({ isRefresh: true }).finally(() => {
      refresh = null;
    });
    await untilAborted(refresh, signal);
  }

  async function call<Schema extends v.GenericSchema>(
    route: RouteName,
    details: ApiCall<Schema>,
  ): Promise<v.InferOutput<Schema>> {
    await ensureSession(details.signal);
    const usedSession = anonymous;
    try {
      return await send(route, details);
    } catch (error) {
      if (!isRefused(error)) throw error;
      if (!options.anonymous) {
        await refreshHeaders(details.signal);
        return send(route, details);
      }
      // The cookie expired or was cleared. Whoever notices first makes a new session; the others share it.
      if (anonymous === usedSession) anonymous = null;
      await ensureSession(details.signal);
      return send(route, details).catch((cause: unknown) => {
        throw isRefused(cause) ? lostCookie(cause) : cause;
      });
    }
  }

  return { call };
}

function isRefused(error: unknown): error is UploadError {
  return error instanceof UploadError && error.code === 'unauthorized';
}

/** `localhost` and `127.0.0.1` are two sites: who develops a page meets this first, and a browser says nothing of it. */
function lostCookie(cause: UploadError): UploadError {
  const message = 'A new session is not known: its cookie needs credentials, and a page of the same site';
  return new UploadError('unauthorized', message, { httpStatus: 401, cause });
}
