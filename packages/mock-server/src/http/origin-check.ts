import type { Settings } from '../domain/settings.ts';

/**
 * Whether the page that sent a request may change state with a cookie. A browser sets both headers itself and no page
 * can forge them; a request that carries neither did not come from a page that could prove where it is from.
 */
export function isTrustedOrigin(headers: Headers, { publicUrl, corsOrigins }: Settings): boolean {
  if (headers.get('sec-fetch-site') === 'same-origin') return true;
  const origin = headers.get('origin');
  if (origin === null) return false;
  return origin === new URL(publicUrl).origin || corsOrigins.includes(origin);
}
