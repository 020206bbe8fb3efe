import type { ReadOnlyStore, UploadManager, UploadSnapshot } from '@holdfast/upload-manager';
import { createStore } from 'zustand/vanilla';
import { openWhileWatched } from './open-while-watched.ts';

/** The uploads of the list that are in a certain state, in the order they came to be in it. */
export type UploadSubset = ReadOnlyStore<readonly UploadSnapshot[]>;

/**
 * Follows the manager's events instead of asking ten thousand uploads at each change. A burst of changes becomes one.
 * @param isIncluded looks at nothing that changes without the status: progress does
 */
export function createUploadSubset(
  manager: UploadManager,
  isIncluded: (upload: UploadSnapshot) => boolean,
): UploadSubset {
  const store = createStore<readonly UploadSnapshot[]>(() => []);
  const included = new Map<string, UploadSnapshot>();
  let isFlushPending = false;
  let stops: readonly (() => void)[] = [];

  function look(upload: UploadSnapshot) {
    if (isIncluded(upload)) included.set(upload.id, upload);
    else if (!included.delete(upload.id)) return;
    flushSoon();
  }

  function flushSoon() {
    if (isFlushPending) return;
    isFlushPending = true;
    queueMicrotask(() => {
      isFlushPending = false;
      store.setState([...included.values()], true);
    });
  }

  function open() {
    included.clear();
    for (const id of manager.list.getState().ids) {
      const upload = manager.getUpload(id)?.getState();
      if (upload !== undefined && isIncluded(upload)) included.set(id, upload);
    }
    if (included.size > 0 || store.getState().length > 0) flushSoon();
    stops = [
      manager.on('added', ({ upload }) => look(upload)),
      manager.on('changed', ({ upload }) => look(upload)),
      manager.on('removed', ({ id }) => {
        if (included.delete(id)) flushSoon();
      }),
    ];
  }

  function close() {
    for (const stop of stops) stop();
    stops = [];
  }

  return openWhileWatched(store, { open, close });
}
