import { connectionsPerHost } from '../../contract/index.ts';
import {
  afterMeasurement,
  afterRefusal,
  afterStored,
  type ConnectionWindow,
  openWindow,
  widen,
} from '../../core/connection-window.ts';
import type { Clock } from '../../ports/clock.ts';
import { createWaitingLine, type WaitingLine } from './waiting-line.ts';

/** Who asks for a connection. */
export interface ConnectionRequest {
  /** Host and port the bytes go to. */
  readonly host: string;
  readonly uploadId: string;
  /** Whether it is the whole of a small file. */
  readonly isSmall: boolean;
}

/** How a request over a connection ended. `refused`: the host asked for less or fell silent. */
export type ConnectionOutcome = 'stored' | 'refused' | 'failed';

export interface Connection {
  /** More bytes were handed to the network. */
  moved(newBytes: number): void;
  /** The answer came by this protocol, as ALPN names it; empty when the browser does not tell. */
  spoke(protocol: string): void;
  /** Gives the connection back. */
  release(outcome: ConnectionOutcome): void;
}

/** One budget for the bytes of all uploads of the page, counted per host, as browsers count their connections. */
export interface ConnectionBudget {
  /** Resolves when it is the request's turn; rejects with the signal's reason. */
  take(request: ConnectionRequest, signal: AbortSignal): Promise<Connection>;
  /** Requests that could be on their way at once, by all that is known of the hosts. */
  width(): number;
  /** Whether requests wait for a connection. */
  isSaturated(): boolean;
}

export interface ConnectionBudgetOptions {
  readonly clock: Clock;
  /** At once, over all hosts. */
  readonly most: number;
  /** Host and port of the backend, which keeps one connection free for control calls. */
  readonly apiHost: string;
}

/** Streams share one connection of HTTP/2 and later; more of them than this gain nothing. */
const streamsPerHost = 12;

/** The throughput is judged over this long. */
const measureMs = 5000;

type ConnectionHolder = Pick<ConnectionRequest, 'isSmall' | 'uploadId'>;

/** What was learnt of a host is forgotten when it has not been used for this long. */
const forgetAfterMs = 60_000;

interface Host {
  window: ConnectionWindow;
  inUse: number;
  largeInUse: number;
  readonly line: WaitingLine;
  /** Since when every connection has been in use. */
  measuredSince: number | null;
  measuredBytes: number;
  /** Requests that began before then are part of a refusal that was answered already. */
  refusedAt: number;
  /** When its last connection was given back. */
  usedAt: number;
}

export function createConnectionBudget(options: ConnectionBudgetOptions): ConnectionBudget {
  const { apiHost, clock, most } = options;
  const hosts = new Map<string, Host>();
  const inUseBy = new Map<string, number>();
  let inUse = 0;

  const mostOf = (name: string) => (name === apiHost ? connectionsPerHost - 1 : connectionsPerHost);

  function hostOf(name: string): Host {
    const known = hosts.get(name);
    if (known !== undefined) return known;
    const host: Host = {
      window: openWindow(mostOf(name)),
      inUse: 0,
      largeInUse: 0,
      line: createWaitingLine({
        connectionsOf: (uploadId) => inUseBy.get(uploadId) ?? 0,
        hasLarge: () => host.largeInUse > 0,
      }),
      measuredSince: null,
      measuredBytes: 0,
      refusedAt: Number.NEGATIVE_INFINITY,
      usedAt: clock.now(),
    };
    hosts.set(name, host);
    return host;
  }

  function count(host: Host, { isSmall, uploadId }: ConnectionHolder, by: 1 | -1): void {
    host.inUse += by;
    if (!isSmall) host.largeInUse += by;
    inUse += by;
    const left = (inUseBy.get(uploadId) ?? 0) + by;
    if (left === 0) inUseBy.delete(uploadId);
    else inUseBy.set(uploadId, left);
  }

  /** Starts whoever may go. A connection that one host gives back may be another's, where the page's own limit binds. */
  function pump(): void {
    for (const host of hosts.values()) {
      while (inUse < most && host.inUse < host.window.limit) {
        const next = host.line.next();
        if (next === undefined) break;
        count(host, next, 1);
        next.start();
      }
      // Measured only while the host has as many connections as it may have.
      if (host.inUse !== host.window.limit) host.measuredSince = null;
      else if (host.measuredSince === null) startMeasuring(host);
    }
  }

  function startMeasuring(host: Host): void {
    host.measuredSince = clock.now();
    host.measuredBytes = 0;
  }

  function measure(host: Host, newBytes: number): void {
    if (host.measuredSince === null) return;
    host.measuredBytes += newBytes;
    const now = clock.now();
    const elapsedMs = now - host.measuredSince;
    if (elapsedMs < measureMs) return;
    const bytesPerSecond = (host.measuredBytes * 1000) / elapsedMs;
    host.window = afterMeasurement(host.window, { bytesPerSecond, now });
    host.measuredSince = null;
    pump();
  }

  function connect(host: Host, holder: ConnectionHolder): Connection {
    const startedAt = clock.now();
    let isOpen = true;
    return {
      moved: (newBytes) => measure(host, newBytes),
      spoke(protocol) {
        if (protocol !== 'h2' && protocol !== 'h3') return;
        host.window = widen(host.window, streamsPerHost);
      },
      release(outcome) {
        if (!isOpen) return;
        isOpen = false;
        count(host, holder, -1);
        host.usedAt = clock.now();
        if (outcome === 'stored') host.window = afterStored(host.window);
        if (outcome === 'refused' && startedAt > host.refusedAt) {
          host.window = afterRefusal(host.window);
          host.refusedAt = clock.now();
        }
        pump();
      },
    };
  }

  return {
    take({ host: name, isSmall, uploadId }, signal) {
      signal.throwIfAborted();
      const host = hostOf(name);
      const isLeftAlone = host.inUse === 0 && clock.now() - host.usedAt > forgetAfterMs;
      if (isLeftAlone) host.window = openWindow(host.window.most);
      return new Promise((resolve, reject) => {
        const onAbort = () => {
          leave();
          reject(signal.reason);
        };
        const start = () => {
          signal.removeEventListener('abort', onAbort);
          resolve(connect(host, { isSmall, uploadId }));
        };
        const leave = host.line.join({ uploadId, isSmall, start });
        signal.addEventListener('abort', onAbort, { once: true });
        pump();
      });
    },
    width() {
      const known = [...hosts.values()].reduce((sum, { window }) => sum + window.limit, 0);
      return Math.min(most, Math.max(known, connectionsPerHost));
    },
    isSaturated: () => [...hosts.values()].some(({ line }) => line.size > 0),
  };
}
