import { pagePrefix } from '../../core/page-name.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TabLock } from '../../ports/tab-lock.ts';

export interface Presence {
  /** This page's name, which is its lock's name too: a new one whenever the user comes back to the page. */
  name(): string;
  /** Resolves when the lock is held. Whoever hears of a page whose lock is free takes it for gone. */
  held(): Promise<void>;
  /** Aborts when the page is left, and when the manager is destroyed. */
  signal(): AbortSignal;
  /** Gives up the lock: an heir may take over. */
  leave(): void;
  /** Holds a lock of a new name, because an heir may have kept the old one. */
  enter(): void;
}

interface Stay {
  readonly name: string;
  readonly held: Promise<void>;
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** Others know by its lock that a page is there and works on its uploads. */
export function createPresence(
  { clock, tabLock }: { readonly clock: Clock; readonly tabLock: TabLock },
  life: AbortSignal,
): Presence {
  function begin(): Stay {
    const name = `${pagePrefix}${clock.createId()}`;
    const staying = new AbortController();
    const signal = AbortSignal.any([staying.signal, life]);
    const held = tabLock.hold(name, signal).catch(() => {
      // Left or destroyed before the lock was granted.
    });
    return { name, held, signal, end: () => staying.abort(new UploadError('aborted', 'The page was left')) };
  }

  let stay = begin();
  return {
    name: () => stay.name,
    held: () => stay.held,
    signal: () => stay.signal,
    leave: () => stay.end(),
    enter() {
      stay = begin();
    },
  };
}
