import type { NetworkPorts } from '../ports/ports.ts';
import type { ApiTransportOptions } from './api-transport-options.ts';
import { createBrowserNetwork } from './browser-network.ts';
import { createFetchApiTransport } from './fetch-api-transport.ts';

/** Calls by plain `fetch`. */
export function createFetchNetwork(options: ApiTransportOptions): NetworkPorts {
  return createBrowserNetwork(createFetchApiTransport(options));
}
