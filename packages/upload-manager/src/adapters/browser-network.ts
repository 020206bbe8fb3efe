import type { ApiTransport } from '../ports/api-transport.ts';
import type { NetworkPorts } from '../ports/ports.ts';
import { createWorkerHasher } from './worker-hasher.ts';
import { createXhrTransport } from './xhr-transport.ts';

/** How a browser hashes and sends bytes; calls go as they are told to. */
export function createBrowserNetwork(apiTransport: ApiTransport): NetworkPorts {
  return {
    apiTransport,
    hasher: createWorkerHasher(
      () => new Worker(new URL('./hash-worker.js', import.meta.url), { type: 'module' }),
    ),
    transport: createXhrTransport(),
  };
}
