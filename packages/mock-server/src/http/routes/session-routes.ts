import { ApiError } from '../../domain/api-error.ts';
import { toTimestamp } from '../../domain/encoding.ts';
import { createBrowserSession, findBrowserSession } from '../../domain/workspaces/browser-sessions.ts';
import { addressOf, type HttpContext, type RouteServices } from '../http-env.ts';
import { isTrustedOrigin } from '../origin-check.ts';
import type { SessionCookie } from '../session-cookie.ts';
import { createTokenBuckets } from '../token-buckets.ts';

/** `POST /api/session`: the only way to become somebody without credentials. */
export function createSessionRoute({ context }: RouteServices, cookie: SessionCookie) {
  const { clock, settings } = context;
  const buckets = createTokenBuckets({ perMinute: settings.anonymousSessionsPerMinute, clock });

  return async (http: HttpContext): Promise<Response> => {
    const { headers } = http.req.raw;
    if (headers.get('origin') !== null && !isTrustedOrigin(headers, settings)) {
      throw new ApiError('origin_not_allowed', 'Sessions are given to pages of an allowed origin');
    }
    const token = cookie.read(headers);
    const known = token === undefined ? undefined : await findBrowserSession(context, token);
    if (token !== undefined && known) {
      const { expiresAtMs, principal } = known;
      http.header('set-cookie', cookie.write(token, { nowMs: clock.now(), expiresAtMs }));
      return http.json(
        { workspace_id: principal.workspaceIds[0], expires_at: toTimestamp(expiresAtMs) },
        200,
      );
    }

    const retryAfterSeconds = buckets.take(addressOf(http));
    if (retryAfterSeconds > 0) {
      throw new ApiError('rate_limited', 'Too many sessions from this address', { retryAfterSeconds });
    }
    const created = await createBrowserSession(context);
    const { expiresAtMs, session } = created;
    http.header('set-cookie', cookie.write(created.token, { nowMs: clock.now(), expiresAtMs }));
    return http.json(session, 201);
  };
}
