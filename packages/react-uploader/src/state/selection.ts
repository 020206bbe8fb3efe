import type { ReadOnlyStore, UploadManager } from '@holdfast/upload-manager';
import { createStore } from 'zustand/vanilla';
import { openWhileWatched } from './open-while-watched.ts';

/** Which uploads are selected. What leaves the list leaves the selection. */
export interface Selection extends ReadOnlyStore<ReadonlySet<string>> {
  /** Selects an upload, or no longer. */
  toggle(id: string): void;
  /** Selects everything from the upload that was toggled last to this one. */
  extendTo(id: string): void;
  /** Selects every upload of the list. */
  selectAll(): void;
  /** Selects none. */
  clear(): void;
}

export function createSelection(manager: UploadManager): Selection {
  const store = createStore<ReadonlySet<string>>(() => new Set());
  let lastToggled: string | null = null;
  let stop: (() => void) | null = null;

  function replace(ids: Iterable<string>) {
    store.setState(new Set(ids), true);
  }

  function open() {
    const forgetGone = () => {
      const isGone = (id: string) => manager.getUpload(id) === undefined;
      if ([...store.getState()].some(isGone)) replace([...store.getState()].filter((id) => !isGone(id)));
    };
    forgetGone();
    stop = manager.list.subscribe((list, previous) => {
      if (list.ids !== previous.ids) forgetGone();
    });
  }

  function close() {
    stop?.();
    stop = null;
  }

  return {
    ...openWhileWatched(store, { open, close }),
    toggle(id) {
      const next = new Set(store.getState());
      if (!next.delete(id)) next.add(id);
      lastToggled = id;
      replace(next);
    },
    extendTo(id) {
      const { ids } = manager.list.getState();
      const from = lastToggled === null ? -1 : ids.indexOf(lastToggled);
      const to = ids.indexOf(id);
      if (to === -1) return;
      const range = ids.slice(Math.min(from === -1 ? to : from, to), Math.max(from, to) + 1);
      lastToggled = id;
      replace([...store.getState(), ...range]);
    },
    selectAll: () => replace(manager.list.getState().ids),
    clear: () => replace([]),
  };
}
