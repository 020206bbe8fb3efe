import type { ApiTransport } from './api-transport.ts';
import type { Clock } from './clock.ts';
import type { Connectivity } from './connectivity.ts';
import type { FileSources } from './file-source.ts';
import type { Hasher } from './hasher.ts';
import type { PageLifecycle } from './page-lifecycle.ts';
import type { SessionRepository } from './session-repository.ts';
import type { TabChannel } from './tab-channel.ts';
import type { TabLock } from './tab-lock.ts';
import type { Transport } from './transport.ts';

/** Everything the engine needs from its surroundings. */
export interface Ports {
  readonly apiTransport: ApiTransport;
  readonly clock: Clock;
  readonly connectivity: Connectivity;
  readonly fileSources: FileSources;
  readonly hasher: Hasher;
  readonly lifecycle: PageLifecycle;
  readonly repository: SessionRepository;
  readonly tabChannel: TabChannel;
  readonly tabLock: TabLock;
  readonly transport: Transport;
}

/** What reaches the backend and the store. */
export type NetworkPorts = Pick<Ports, 'apiTransport' | 'hasher' | 'transport'>;

/** What every page runs in, and the way to the rest, which no page needs to be drawn. */
export interface PagePorts extends Omit<Ports, keyof NetworkPorts> {
  readonly loadNetwork: () => Promise<NetworkPorts>;
}
