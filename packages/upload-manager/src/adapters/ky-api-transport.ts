import ky, { isTimeoutError } from 'ky';
import { UploadError } from '../errors/upload-error.ts';
import type { ApiTransport } from '../ports/api-transport.ts';

export interface KyApiTransportOptions {
  /** `include` when the backend is another origin of the same site and uses cookies. @default 'same-origin' */
  readonly credentials?: RequestCredentials;
  /** How long one call may take; the contract lets no answer wait for more than 20 seconds. @default 30000 */
  readonly timeoutMs?: number;
}

/** JSON calls by ky. Retrying is the engine's business, because only it knows what has happened since. */
export function createKyApiTransport(options: KyApiTransportOptions = {}): ApiTransport {
  const client = ky.create({
    retry: 0,
    throwHttpErrors: false,
    timeout: options.timeoutMs ?? 30_000,
    credentials: options.credentials ?? 'same-origin',
    cache: 'no-store',
  });

  return {
    async request({ method, url, headers, body }, signal) {
      try {
        const response = await client(url, {
          method,
          headers: { accept: 'application/json', ...headers },
          signal,
          ...(body === undefined ? {} : { json: body }),
        });
        return {
          status: response.status,
          header: (name) => response.headers.get(name),
          body: toJson(await response.text()),
        };
      } catch (cause) {
        if (signal.aborted) throw signal.reason;
        const code = isTimeoutError(cause) ? 'timeout' : 'network';
        throw new UploadError(code, `No answer to ${method} ${url}`, { cause });
      }
    },
  };
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // HTML or an empty body: the engine sees `undefined` and reports a proxy's answer.
    return undefined;
  }
}
