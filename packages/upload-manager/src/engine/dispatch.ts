import type { StoreApi } from 'zustand/vanilla';
import { noProgress, type PartProgress, toProgress } from '../core/progress.ts';
import { contributionOf, noTotals, replaceContribution } from '../core/totals.ts';
import { transition } from '../core/transition.ts';
import type { UploadEffect } from '../core/upload-effect.ts';
import type { UploadEvent } from '../core/upload-event.ts';
import type { FileDescriptor, UploadOptions, UploadSnapshot } from '../core/upload-snapshot.ts';
import type { ReadOnlyStore } from '../store/read-only-store.ts';
import { createUploadListStore, type UploadList } from '../store/upload-list.ts';
import { createUploadStore } from '../store/upload-store.ts';
import type { UploadEventMap } from '../upload-manager.ts';
import type { Emitter } from './emitter.ts';

export type NewUpload = Omit<UploadSnapshot, 'progress'>;

/** The only writer of every store: event in, pure transition, commit, tell, run the effects. */
export interface Dispatcher {
  readonly list: ReadOnlyStore<UploadList>;
  get(id: string): ReadOnlyStore<UploadSnapshot> | undefined;
  snapshot(id: string): UploadSnapshot | undefined;
  insert(uploads: readonly NewUpload[]): void;
  dispatch(id: string, event: UploadEvent): void;
  describeFile(id: string, file: FileDescriptor): void;
  describeOptions(id: string, options: UploadOptions): void;
  setInFlight(id: string, inFlight: readonly PartProgress[], bytesPerSecond: number | null): void;
  setTotalRate(bytesPerSecond: number | null): void;
  /** Shows an upload as another page says it is, or as it is taken over: no transition, no effects. */
  replace(upload: NewUpload): void;
  remove(ids: ReadonlySet<string>): void;
  /** Calls back with the id of each upload that came, changed or went, progress included, until `signal` aborts. */
  watch(listener: (id: string) => void, signal: AbortSignal): void;
}

export function createDispatcher(
  emitter: Emitter<UploadEventMap>,
  runEffects: (id: string, effects: readonly UploadEffect[]) => void,
): Dispatcher {
  const uploads = new Map<string, StoreApi<UploadSnapshot>>();
  const list = createUploadListStore();
  const watchers = new Set<(id: string) => void>();
  let totals = noTotals;
  let isTotalsWritePending = false;

  /** A burst of changes writes the totals once: ten thousand steps must not wake the list's readers each time. */
  function countChange(before: typeof noTotals, after: typeof noTotals): void {
    totals = replaceContribution(totals, before, after);
    if (isTotalsWritePending) return;
    isTotalsWritePending = true;
    queueMicrotask(() => {
      isTotalsWritePending = false;
      list.setState({ totals });
    });
  }

  function commit(store: StoreApi<UploadSnapshot>, next: UploadSnapshot): void {
    const previous = store.getState();
    store.setState(next, true);
    countChange(contributionOf(previous), contributionOf(next));
    notify(next.id);
  }

  function notify(id: string): void {
    for (const watcher of watchers) watcher(id);
  }

  function tell(previous: UploadSnapshot, upload: UploadSnapshot): void {
    if (previous.state.status === upload.state.status) return;
    emitter.emit('changed', { upload, previous });
    const { state } = upload;
    if (state.status === 'completed') emitter.emit('completed', { upload, file: state.file });
    if (state.status === 'failed') emitter.emit('failed', { upload, error: state.error });
    if (state.status === 'cancelled') emitter.emit('cancelled', { upload });
  }

  return {
    list,
    get: (id) => uploads.get(id),
    snapshot: (id) => uploads.get(id)?.getState(),

    insert(newUploads) {
      const snapshots = newUploads.map((upload) => ({
        ...upload,
        progress: toProgress(upload.state, noProgress.inFlight, null),
      }));
      for (const snapshot of snapshots) uploads.set(snapshot.id, createUploadStore(snapshot));
      list.setState({ ids: [...list.getState().ids, ...snapshots.map((snapshot) => snapshot.id)] });
      for (const snapshot of snapshots) {
        countChange(noTotals, contributionOf(snapshot));
        notify(snapshot.id);
        emitter.emit('added', { upload: snapshot });
      }
    },

    dispatch(id, event) {
      const store = uploads.get(id);
      if (store === undefined) return;
      const previous = store.getState();
      const [state, effects] = transition(previous.state, event);
      if (state !== previous.state) {
        const { inFlight, bytesPerSecond } = previous.progress;
        const upload = { ...previous, state, progress: toProgress(state, inFlight, bytesPerSecond) };
        commit(store, upload);
        tell(previous, upload);
      }
      runEffects(id, effects);
    },

    describeFile(id, file) {
      const store = uploads.get(id);
      if (store !== undefined) commit(store, { ...store.getState(), file });
    },

    describeOptions(id, options) {
      const store = uploads.get(id);
      if (store !== undefined) commit(store, { ...store.getState(), options });
    },

    setInFlight(id, inFlight, bytesPerSecond) {
      const store = uploads.get(id);
      if (store === undefined) return;
      const upload = store.getState();
      if (upload.state.status !== 'uploading') return;
      commit(store, { ...upload, progress: toProgress(upload.state, inFlight, bytesPerSecond) });
    },

    setTotalRate(bytesPerSecond) {
      if (list.getState().bytesPerSecond !== bytesPerSecond) list.setState({ bytesPerSecond });
    },

    replace(upload) {
      const store = uploads.get(upload.id);
      if (store === undefined) return;
      const previous = store.getState();
      const { inFlight, bytesPerSecond } = previous.progress;
      const next = { ...upload, progress: toProgress(upload.state, inFlight, bytesPerSecond) };
      commit(store, next);
      tell(previous, next);
    },

    remove(ids) {
      const gone = [...ids].filter((id) => uploads.has(id));
      if (gone.length === 0) return;
      for (const id of gone) {
        const upload = uploads.get(id)?.getState();
        uploads.delete(id);
        if (upload !== undefined) countChange(contributionOf(upload), noTotals);
      }
      list.setState({ ids: list.getState().ids.filter((id) => !ids.has(id)) });
      for (const id of gone) {
        notify(id);
        emitter.emit('removed', { id });
      }
    },

    watch(listener, signal) {
      watchers.add(listener);
      signal.addEventListener('abort', () => watchers.delete(listener), { once: true });
    },
  };
}
