import { createMemorySessionRepository } from '../adapters/memory-session-repository.ts';
import { createMemoryTabChannel } from '../adapters/memory-tab-channel.ts';
import { createMemoryTabLock } from '../adapters/memory-tab-lock.ts';
import { composeUploadManager, type UploadManagerOptions } from '../compose-upload-manager.ts';
import type { Connectivity } from '../ports/connectivity.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { Ports } from '../ports/ports.ts';
import type { SessionRepository } from '../ports/session-repository.ts';
import type { TabChannel } from '../ports/tab-channel.ts';
import type { TabLock } from '../ports/tab-lock.ts';
import type { UploadManager } from '../upload-manager.ts';
import { codeAtHand } from './code-at-hand.ts';
import { createFakeBackend, type FakeBackend } from './fake-backend.ts';
import { createFakeFileSources, type FakeFileSources } from './fake-file-sources.ts';
import { createFakeHasher } from './fake-hasher.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export interface FakeConnectivity extends Connectivity {
  goOffline(): void;
  goOnline(): void;
}

/** A browser in memory: what several pages of one origin share, and what outlives a page. */
export interface TestBrowser {
  readonly backend: FakeBackend;
  readonly clock: ManualClock;
  readonly connectivity: FakeConnectivity;
  readonly fileSources: FakeFileSources;
  readonly repository: SessionRepository;
  readonly tabChannel: TabChannel;
  readonly tabLock: TabLock;
  /** What its pages run in: the above, and what no test looks at. */
  readonly ports: Ports;
  /** Opens a page: a manager of its own over the shared surroundings. Destroying it is closing the page. `ports` are its own. */
  openPage(options?: Omit<UploadManagerOptions, 'ports'>, ports?: Partial<Ports>): UploadManager;
}

export interface TestBrowserOptions {
  /** @default one that knows what fake files stand for, without their bytes */
  readonly hasher?: Hasher;
}

export function createTestBrowser({ hasher = createFakeHasher() }: TestBrowserOptions = {}): TestBrowser {
  const backend = createFakeBackend();
  const clock = createManualClock();
  const connectivity = createFakeConnectivity();
  const fileSources = createFakeFileSources();
  // It outlives the pages of this browser.
  const repository = { ...createMemorySessionRepository(), isPersistent: async () => true };
  const tabChannel = createMemoryTabChannel();
  const tabLock = createMemoryTabLock();
  const shared = { clock, connectivity, fileSources, repository, tabChannel, tabLock };
  const ports: Ports = {
    ...shared,
    apiTransport: backend.apiTransport,
    hasher,
    lifecycle: { subscribe: () => () => {} },
    transport: backend.transport,
  };
  return {
    ...shared,
    backend,
    ports,
    openPage(options = {}, own = {}) {
      const all = { ...ports, ...own };
      return composeUploadManager({ ...options, ports: all }, async () => () => all, codeAtHand);
    },
  };
}

export interface TestUploadManager extends TestBrowser {
  readonly manager: UploadManager;
}

/**
 * A real engine over a browser and a backend in memory.
 * @example
 * const { manager, backend } = createTestUploadManager();
 * const parts = backend.holdBytes();
 * manager.add([createFakeFile({ name: 'film.mp4', sizeBytes: 40 * 1024 * 1024 })]);
 */
export function createTestUploadManager(options?: Omit<UploadManagerOptions, 'ports'>): TestUploadManager {
  const browser = createTestBrowser();
  return { ...browser, manager: browser.openPage(options) };
}

function createFakeConnectivity(): FakeConnectivity {
  const listeners = new Set<() => void>();
  let online = true;
  const change = (value: boolean) => {
    online = value;
    for (const listener of [...listeners]) listener();
  };
  return {
    isOnline: () => online,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    goOffline: () => change(false),
    goOnline: () => change(true),
  };
}
