import ky from 'ky';
import type { ApiTransport } from '../ports/api-transport.ts';
import type { ApiTransportOptions } from './api-transport-options.ts';
import { completeAnswer } from './complete-answer.ts';

/** JSON calls by ky. Retrying is the engine's business, because only it knows what has happened since. */
export function createKyApiTransport(options: ApiTransportOptions = {}): ApiTransport {
  const { credentials = 'same-origin', timeoutMs = 30_000 } = options;
  const client = ky.create({
    retry: 0,
    throwHttpErrors: false,
    // Ky's own ends when the headers are there.
    timeout: false,
    credentials,
    cache: 'no-store',
  });

  return {
    request(request, signal) {
      const { body, headers, method, url } = request;
      return completeAnswer(request, { signal, timeoutMs }, (callSignal) =>
        client(url, {
          method,
          headers: { accept: 'application/json', ...headers },
          signal: callSignal,
          ...(body === undefined ? {} : { json: body }),
        }),
      );
    },
  };
}
