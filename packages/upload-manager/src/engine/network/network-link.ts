import { loadOnce } from '../../core/load-once.ts';
import type { Wait } from '../../core/upload-state.ts';
import type { Retry } from '../calls/retryer.ts';
import type { NetworkPart, Work } from './network-part.ts';

export interface NetworkLink {
  /** Rejects when it cannot be loaded now; whoever asks next tries again. */
  load(): Promise<NetworkPart>;
  /** Waits for the network to load it from, and says so. */
  reach(work: Pick<Work, 'onWait'>): Promise<NetworkPart>;
}

export interface NetworkLinkParts {
  readonly load: () => Promise<NetworkPart>;
  readonly retry: Retry;
  /** Aborts when the manager is destroyed. */
  readonly signal: AbortSignal;
}

/**
 * The way to the half of the engine that is loaded beside the page. It is fetched at once, not when a file is added: a
 * page may be offline by then, or so old that its server has the next release and this one's files are gone.
 */
export function createNetworkLink({ load, retry, signal }: NetworkLinkParts): NetworkLink {
  const loadPart = loadOnce(load);
  const waiting = new Set<(wait: Wait | null) => void>();
  let reaching: Promise<NetworkPart> | null = null;
  let lastWait: Wait | null = null;

  function onWait(wait: Wait | null): void {
    lastWait = wait;
    for (const tell of waiting) tell(wait);
  }

  /** One row of attempts for all who wait: hundreds of files must not ask hundreds of times. */
  function reachTogether(): Promise<NetworkPart> {
    reaching ??= retry(loadPart, { signal, onWait }).finally(() => {
      reaching = null;
      lastWait = null;
    });
    return reaching;
  }

  loadPart().catch(() => {
    // Nobody waits for it yet. Whoever needs it asks again and gets the error.
  });

  return {
    load: loadPart,
    async reach(work) {
      if (lastWait !== null) work.onWait(lastWait);
      waiting.add(work.onWait);
      try {
        return await reachTogether();
      } finally {
        waiting.delete(work.onWait);
      }
    },
  };
}
