/** The cookie of an anonymous browser session. */
export interface SessionCookie {
  read(headers: Headers): string | undefined;
  /** The Set-Cookie value that hands the token to the browser until then. */
  write(token: string, cookie: { readonly nowMs: number; readonly expiresAtMs: number }): string;
}

const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** Over https the name's prefix makes the browser refuse a cookie that a sibling site planted. */
export function createSessionCookie(publicUrl: string): SessionCookie {
  const isSecure = new URL(publicUrl).protocol === 'https:';
  const name = isSecure ? '__Host-holdfast_session' : 'holdfast_session';

  return {
    read(headers) {
      for (const pair of (headers.get('cookie') ?? '').split(';')) {
        const [key, value = ''] = pair.trim().split('=');
        if (key === name && tokenPattern.test(value)) return value;
      }
      return undefined;
    },
    write(token, { nowMs, expiresAtMs }) {
      const maxAgeSeconds = Math.ceil((expiresAtMs - nowMs) / 1000);
      const attributes = [
        `${name}=${token}`,
        'Path=/',
        `Max-Age=${maxAgeSeconds}`,
        'HttpOnly',
        'SameSite=Lax',
      ];
      if (isSecure) attributes.push('Secure');
      return attributes.join('; ');
    },
  };
}
