import type { UploadManager } from '@holdfast/upload-manager';

interface MembershipWatch {
  readonly callbacks: Set<() => void>;
  readonly stop: () => void;
}

const watches = new WeakMap<UploadManager, MembershipWatch>();

/**
 * Calls back when an upload comes or goes. All callers share one subscription to the list, whose totals change with
 * every tick: ten thousand rows must not be asked each time.
 */
export function watchMembership(manager: UploadManager, onChange: () => void): () => void {
  const watch = watches.get(manager) ?? start(manager);
  watch.callbacks.add(onChange);
  return () => {
    watch.callbacks.delete(onChange);
    if (watch.callbacks.size > 0 || watches.get(manager) !== watch) return;
    watch.stop();
    watches.delete(manager);
  };
}

function start(manager: UploadManager): MembershipWatch {
  const callbacks = new Set<() => void>();
  const stop = manager.list.subscribe((list, previous) => {
    if (list.ids === previous.ids) return;
    for (const onChange of callbacks) onChange();
  });
  const watch = { callbacks, stop };
  watches.set(manager, watch);
  return watch;
}
