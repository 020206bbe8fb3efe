import type { ApiTransportOptions } from './adapters/api-transport-options.ts';
import { createBroadcastTabChannel } from './adapters/broadcast-tab-channel.ts';
import { createBrowserConnectivity } from './adapters/browser-connectivity.ts';
import { createBrowserFileSources } from './adapters/browser-file-sources.ts';
import { createBrowserPageLifecycle } from './adapters/browser-page-lifecycle.ts';
import { createLazySessionRepository } from './adapters/lazy-session-repository.ts';
import { createLazyTabLock } from './adapters/lazy-tab-lock.ts';
import { createSilentTabChannel } from './adapters/silent-tab-channel.ts';
import { createSystemClock } from './adapters/system-clock.ts';
import { createWebTabLock } from './adapters/web-tab-lock.ts';
import type { RouteName } from './contract/index.ts';
import type { UploadRules } from './core/upload-rules.ts';
import type { HeadersContext } from './engine/calls/api-client.ts';
import { createEngine } from './engine/create-engine.ts';
import type { OnDemand } from './engine/on-demand.ts';
import type { Clock } from './ports/clock.ts';
import type { NetworkPorts, PagePorts, Ports } from './ports/ports.ts';
import type { UploadHooks, UploadManager } from './upload-manager.ts';

export interface UploadManagerOptions extends UploadHooks {
  /** Origin and prefix of the backend. @default '' (the page's own origin) */
  readonly baseUrl?: string;
  /**
   * Headers for every call to the backend, such as `Authorization`; asked for anew each time. Storage never sees them.
   * `isRefresh` is true once when the backend refused the last ones: get a new token then. If it refuses those too,
   * uploads wait until `signedIn()` is called. What it throws counts as a network that is down (`network`, with its
   * `cause`) and is asked again; throw `new UploadError('unauthorized', …)` to wait for `signedIn()` instead.
   */
  readonly headers?: (
    context: HeadersContext,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** What this page takes. @default every file the plan allows */
  readonly rules?: UploadRules;
  /** Whether the first call creates an anonymous browser session. Use `none` with your own sign-in. @default 'anonymous' */
  readonly session?: 'anonymous' | 'none';
  /** Whether cookies go to a backend on another origin. @default 'same-origin' */
  readonly credentials?: RequestCredentials;
  /** Other paths than the contract's, by route name. */
  readonly paths?: Partial<Readonly<Record<RouteName, string>>>;
  /**
   * Most parts sent at once, over all hosts, from 1 to 64. Below it the engine finds the number by itself: up to what a
   * browser opens to each host, fewer where the line or the host has no use for more. @default as many as the hosts take
   */
  readonly parallelism?: number;
  /** Whether each part's checksum is bound into its URL. @default true */
  readonly checksums?: boolean;
  /** Keeps the stored sessions of several users or apps of one origin apart. @default 'default' */
  readonly storageNamespace?: string;
  /** Other surroundings than the browser's, for tests and special hosts. */
  readonly ports?: Partial<Ports>;
}

const mostParallel = 64;

/** What reaches the backend and the store: each entry brings its own, loaded beside the page. */
export type LoadNetwork = () => Promise<(options: ApiTransportOptions) => NetworkPorts>;

/** Joins the engine and what it runs on. The only place that does. A test brings the `code` that a page loads later. */
export function composeUploadManager<Metadata extends object>(
  options: UploadManagerOptions,
  loadNetwork: LoadNetwork,
  code?: OnDemand,
): UploadManager<Metadata> {
  const {
    baseUrl = '',
    parallelism = mostParallel,
    headers = () => ({}),
    storageNamespace = 'default',
  } = options;
  if (!Number.isSafeInteger(parallelism) || parallelism < 1 || parallelism > mostParallel) {
    throw new TypeError(`parallelism must be a whole number from 1 to ${mostParallel}, not ${parallelism}`);
  }
  const engine = createEngine(
    {
      baseUrl: baseUrl.replace(/\/$/, ''),
      apiHost: hostOf(baseUrl),
      paths: options.paths ?? {},
      headers: async (context) => headers(context),
      anonymous: (options.session ?? 'anonymous') === 'anonymous',
      mostConnections: parallelism,
      checksums: options.checksums ?? true,
      rules: options.rules ?? {},
      hooks: options,
    },
    createPorts(options, { namespace: storageNamespace, loadNetwork }),
    code,
  );
  // The engine hands metadata on without looking into it: what it is made of is between the app and its server.
  return engine as UploadManager<Metadata>;
}

/** A path alone is on the page's own host; a page without an address has none. */
function hostOf(baseUrl: string): string {
  const page = globalThis.location?.href;
  return URL.canParse(baseUrl, page) ? new URL(baseUrl, page).host : '';
}

function createPorts(
  { credentials, ports = {} }: UploadManagerOptions,
  { loadNetwork, namespace }: { readonly loadNetwork: LoadNetwork; readonly namespace: string },
): PagePorts {
  const clock = ports.clock ?? createSystemClock();
  return {
    clock,
    connectivity: ports.connectivity ?? createBrowserConnectivity(),
    fileSources: ports.fileSources ?? createBrowserFileSources(),
    lifecycle: ports.lifecycle ?? createBrowserPageLifecycle(),
    async loadNetwork() {
      const { apiTransport, hasher, transport } = ports;
      if (apiTransport && hasher && transport) return { apiTransport, hasher, transport };
      const createNetwork = await loadNetwork();
      return { ...createNetwork(credentials === undefined ? {} : { credentials }), ...ports };
    },
    repository: ports.repository ?? createBrowserRepository(namespace, clock),
    tabChannel:
      ports.tabChannel ??
      // Without one the page works alone; a server that renders has no other pages, and must not be kept running by it.
      (globalThis.document === undefined || globalThis.BroadcastChannel === undefined
        ? createSilentTabChannel()
        : createBroadcastTabChannel(`holdfast:${namespace}`)),
    tabLock: ports.tabLock ?? createBrowserTabLock(clock),
  };
}

/** On plain-http pages there are no Web Locks: leases in storage take their place. A server that renders has no pages. */
function createBrowserTabLock(clock: Clock): Ports['tabLock'] {
  if (globalThis.navigator?.locks !== undefined) return createWebTabLock(navigator.locks);
  return createLazyTabLock(async () => {
    if (globalThis.document === undefined) {
      return (await import('./adapters/memory-tab-lock.ts')).createMemoryTabLock();
    }
    return (await import('./adapters/browser-lease-tab-lock.ts')).createBrowserLeaseTabLock(clock);
  });
}

function createBrowserRepository(namespace: string, clock: Clock): Ports['repository'] {
  return createLazySessionRepository(async () => {
    const { createBrowserSessionRepository } = await import('./adapters/browser-session-repository.ts');
    return createBrowserSessionRepository(namespace, clock);
  });
}
