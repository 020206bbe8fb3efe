import { createMiddleware } from 'hono/factory';
import { ApiError } from '../../domain/api-error.ts';
import type { BackendContext } from '../../domain/backend-context.ts';
import type { Caller, Principal } from '../../domain/principal.ts';
import { findBrowserSession } from '../../domain/workspaces/browser-sessions.ts';
import { withMemberships } from '../../domain/workspaces/memberships.ts';
import { ensureWorkspaces } from '../../domain/workspaces/workspaces.ts';
import { bearerToken, type FindBearer } from '../bearer-tokens.ts';
import { addressOf, type HttpEnv } from '../http-env.ts';
import { isTrustedOrigin } from '../origin-check.ts';
import type { SessionCookie } from '../session-cookie.ts';
import type { TokenGuard } from '../token-guard.ts';

/** The host's own way to tell who is asking; null when the request carries no credentials of its kind. */
export type Authenticate = (request: Request) => Promise<Principal | null>;

export interface AuthenticationOptions {
  readonly context: BackendContext;
  readonly cookie: SessionCookie;
  readonly findBearer: FindBearer;
  readonly tokenGuard: TokenGuard;
  readonly authenticate: Authenticate | undefined;
}

/** Beyond this many, asking the database again now and then costs less than remembering. */
const maxKnownPlaces = 10_000;

/** Lets a request through with its caller, or answers 401. */
export function authenticateCaller(options: AuthenticationOptions) {
  const { context, cookie, findBearer, tokenGuard, authenticate } = options;
  const known = new Set<string>();

  /** Workspaces a host or a token names exist from the first request on. */
  const withWorkspaces = async (principal: Principal): Promise<Principal> => {
    const place = JSON.stringify([principal.tenantId, principal.workspaceIds]);
    if (known.has(place)) return principal;
    await ensureWorkspaces(context, principal);
    if (known.size >= maxKnownPlaces) known.clear();
    known.add(place);
    return principal;
  };

  return createMiddleware<HttpEnv>(async (http, next) => {
    const { headers } = http.req.raw;
    const requestId = http.get('requestId');
    const accept = async (named: Principal, mayChangeState: boolean): Promise<void> => {
      const principal = await withMemberships(context, named);
      const caller: Caller = { principal, requestId, mayChangeState };
      http.set('caller', caller);
    };

    const hosted = await authenticate?.(http.req.raw);
    if (hosted) {
      await accept(await withWorkspaces(hosted), true);
      return next();
    }
    const token = bearerToken(headers);
    if (token !== undefined) {
      const attempt = await tokenGuard.begin(addressOf(http), token);
      const principal = await findBearer(token);
      if (!principal) {
        attempt.refused();
        // A wrong token is never made good by a cookie that happens to come along.
        throw unauthorized('The bearer token is not valid');
      }
      attempt.accepted();
      await accept(await withWorkspaces(principal), true);
      return next();
    }
    const value = cookie.read(headers);
    const session = value === undefined ? undefined : await findBrowserSession(context, value);
    if (value === undefined || !session) throw unauthorized('Credentials are needed');
    await accept(session.principal, isTrustedOrigin(headers, context.settings));
    await next();
    if (session.isRenewed) {
      const { expiresAtMs } = session;
      http.res.headers.append('set-cookie', cookie.write(value, { nowMs: context.clock.now(), expiresAtMs }));
    }
  });
}

function unauthorized(detail: string): ApiError {
  return new ApiError('unauthorized', detail);
}
