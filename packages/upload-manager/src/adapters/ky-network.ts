import type { NetworkPorts } from '../ports/ports.ts';
import type { ApiTransportOptions } from './api-transport-options.ts';
import { createBrowserNetwork } from './browser-network.ts';
import { createKyApiTransport } from './ky-api-transport.ts';

/** Calls by ky. */
export function createKyNetwork(options: ApiTransportOptions): NetworkPorts {
  return createBrowserNetwork(createKyApiTransport(options));
}
