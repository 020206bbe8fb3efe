import type { ApiTransport } from '../ports/api-transport.ts';
import type { ApiTransportOptions } from './api-transport-options.ts';
import { completeAnswer } from './complete-answer.ts';

/** JSON calls by `fetch` alone. */
export function createFetchApiTransport(options: ApiTransportOptions = {}): ApiTransport {
  const { credentials = 'same-origin', timeoutMs = 30_000 } = options;
  const accept = { accept: 'application/json' };
  const json = { ...accept, 'content-type': 'application/json' };

  return {
    request(request, signal) {
      const { body, headers, method, url } = request;
      return completeAnswer(request, { signal, timeoutMs }, (callSignal) =>
        fetch(url, {
          method,
          credentials,
          cache: 'no-store',
          signal: callSignal,
          ...(body === undefined
            ? { headers: { ...accept, ...headers } }
            : { headers: { ...json, ...headers }, body: JSON.stringify(body) }),
        }),
      );
    },
  };
}
