import type { ReadOnlyStore } from '@holdfast/upload-manager';
import type { StoreApi } from 'zustand/vanilla';

export interface WatchedLife {
  /** The first subscriber came. */
  readonly open: () => void;
  /** The last one left. */
  readonly close: () => void;
}

/** A store that does its work only while somebody looks at it. */
export function openWhileWatched<T>(store: StoreApi<T>, { open, close }: WatchedLife): ReadOnlyStore<T> {
  let subscribers = 0;
  let isOpen = false;
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe(listener) {
      const stop = store.subscribe(listener);
      subscribers += 1;
      if (!isOpen) {
        isOpen = true;
        open();
      }
      return () => {
        stop();
        subscribers -= 1;
        // Strict mode leaves and comes back at once; closing in between would ask the server twice.
        queueMicrotask(() => {
          if (subscribers > 0 || !isOpen) return;
          isOpen = false;
          close();
        });
      };
    },
  };
}
