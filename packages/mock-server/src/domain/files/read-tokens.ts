import { limits } from '@holdfast/upload-manager/contract';
import { ApiError } from '../api-error.ts';
import { fromBase64Url, toBase64Url } from '../encoding.ts';
import { importMacKey } from '../import-mac-key.ts';
import type { Clock } from '../ports.ts';

export interface ReadTokens {
  /** A token that reads this one file until then. */
  create(fileId: string): Promise<{ readonly token: string; readonly expiresAtMs: number }>;
  /** Rejects with `url_invalid` unless this server made the token for exactly this file and it has not expired. */
  verify(fileId: string, token: string): Promise<void>;
}

/** Tokens for URLs that browsers fetch without credentials: HMAC-SHA256 over the file and the expiry. */
export function createReadTokens({ secret, clock }: { secret: string; clock: Clock }): ReadTokens {
  const macKey = importMacKey(secret);

  return {
    async create(fileId) {
      const expiresAtMs = clock.now() + limits.urlLifetimeSeconds * 1000;
      const mac = await crypto.subtle.sign('HMAC', await macKey, canonical(fileId, String(expiresAtMs)));
      return { token: `${expiresAtMs}.${toBase64Url(new Uint8Array(mac))}`, expiresAtMs };
    },

    async verify(fileId, token) {
      const [, expires = '', mac = ''] = /^(\d{1,16})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
      // `verify` compares in constant time.
      const isGenuine =
        mac !== '' &&
        (await crypto.subtle.verify('HMAC', await macKey, fromBase64Url(mac), canonical(fileId, expires)));
      if (!isGenuine) throw new ApiError('url_invalid', 'The read token was not made for this file');
      if (clock.now() >= Number(expires)) throw new ApiError('url_invalid', 'The read token has expired');
    },
  };
}

/** Begins with another word than what signed storage URLs sign, so that neither can stand for the other. */
function canonical(fileId: string, expires: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(['read', fileId, expires]));
}
