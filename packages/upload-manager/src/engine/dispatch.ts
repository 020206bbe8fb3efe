import type { StoreApi } from 'zustand/vanilla';
import { noProgress, type PartProgress, toProgress } from '../core/progress.ts';
import {
  addContributions,
  contributionOf,
  noTotals,
  replaceContribution,
  type UploadTotals,
} from '../core/totals.ts';
import { transition } from '../core/transition.ts';
import type { UploadEffect } from '../core/upload-effect.ts';
import type { UploadEvent } from '../core/upload-event.ts';
import type { FileDescriptor, UploadOptions, UploadSnapshot } from '../core/upload-snapshot.ts';
import type { ReadOnlyStore } from '../store/read-only-store.ts';
import { createUploadListStore, type UploadList } from '../store/upload-list.ts';
import { createUploadStore } from '../store/upload-store.ts';
import type { UploadEventMap } from '../upload-manager.ts';
import type { Emitter } from './emitter.ts';
import { createTotalRate } from './total-rate.ts';

export type NewUpload = Omit<UploadSnapshot, 'progress'>;

/** The only writer of every store: event in, pure transition, run the effects, show, tell. */
export interface Dispatcher {
  readonly list: ReadOnlyStore<UploadList>;
  get(id: string): ReadOnlyStore<UploadSnapshot> | undefined;
  snapshot(id: string): UploadSnapshot | undefined;
  insert(uploads: readonly NewUpload[]): void;
  dispatch(id: string, event: UploadEvent): void;
  describeFile(id: string, file: FileDescriptor): void;
  describeOptions(id: string, options: UploadOptions): void;
  setInFlight(id: string, inFlight: readonly PartProgress[], bytesPerSecond: number | null): void;
  /** The speed of this page’s own uploads together. */
  setOwnRate(bytesPerSecond: number | null): void;
  /** Shows an upload as another page says it is, or as it is taken over: no transition, no effects. */
  replace(upload: NewUpload): void;
  remove(ids: ReadonlySet<string>): void;
  /** Puts an upload at another place of the list; beyond an end means at that end. */
  move(id: string, toIndex: number): void;
  /** Calls back with the id of each upload that came, changed or went, progress included, until `signal` aborts. */
  watch(listener: (id: string) => void, signal: AbortSignal): void;
}

export function createDispatcher(
  emitter: Emitter<UploadEventMap>,
  runEffects: (id: string, effects: readonly UploadEffect[]) => void,
): Dispatcher {
  const uploads = new Map<string, UploadSnapshot>();
  /** Of uploads that somebody looks at: a list of ten thousand shows a few dozen at a time. */
  const stores = new Map<string, StoreApi<UploadSnapshot>>();
  const list = createUploadListStore();
  const watchers = new Set<(id: string) => void>();
  const totalRate = createTotalRate();
  let totals = noTotals;
  let isTotalsWritePending = false;

  /** A burst of changes writes the totals once: ten thousand steps must not wake the list's readers each time. */
  function countChange(before: UploadTotals, after: UploadTotals): void {
    totals = replaceContribution(totals, before, after);
    if (isTotalsWritePending) return;
    isTotalsWritePending = true;
    queueMicrotask(() => {
      isTotalsWritePending = false;
      // Written meanwhile, together with the ids.
      if (list.getState().totals !== totals) list.setState({ totals });
    });
  }

  function storeOf(id: string): ReadOnlyStore<UploadSnapshot> | undefined {
    const known = stores.get(id);
    const upload = uploads.get(id);
    if (known !== undefined || upload === undefined) return known;
    const store = createUploadStore(upload);
    stores.set(id, store);
    return store;
  }

  function commit(previous: UploadSnapshot, next: UploadSnapshot): void {
    keep(previous, next);
    show(next.id);
  }

  function keep(previous: UploadSnapshot, next: UploadSnapshot): void {
    uploads.set(next.id, next);
    countChange(contributionOf(previous), contributionOf(next));
    if (next.owner !== previous.owner || next.owner === 'other-page') setRate(totalRate.follow(next));
  }

  /** Shows what is known now: whoever looks may have changed it again. */
  function show(id: string): void {
    const upload = uploads.get(id);
    if (upload === undefined) return;
    stores.get(id)?.setState(upload, true);
    notify(id);
  }

  function setRate(bytesPerSecond: number | null): void {
    if (list.getState().bytesPerSecond !== bytesPerSecond) list.setState({ bytesPerSecond });
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
    get: storeOf,
    snapshot: (id) => uploads.get(id),

    insert(newUploads) {
      const snapshots = newUploads.map((upload) => ({
        ...upload,
        progress: toProgress(upload.state, noProgress.inFlight, null),
      }));
      for (const snapshot of snapshots) uploads.set(snapshot.id, snapshot);
      totals = addContributions(totals, snapshots);
      emitter.after(() => {
        for (const upload of snapshots) emitter.emit('added', { upload });
        list.setState({ ids: [...list.getState().ids, ...snapshots.map(({ id }) => id)], totals });
        for (const { id } of snapshots) notify(id);
      });
    },

    dispatch(id, event) {
      const previous = uploads.get(id);
      if (previous === undefined) return;
      const [state, effects] = transition(previous.state, event);
      if (state === previous.state) {
        runEffects(id, effects);
        return;
      }
      const { inFlight, bytesPerSecond } = previous.progress;
      const upload = { ...previous, state, progress: toProgress(state, inFlight, bytesPerSecond) };
      emitter.after(() => {
        tell(previous, upload);
        keep(previous, upload);
        // Before anybody sees the change: who answers it with a command means the work that it began, or has ended.
        runEffects(id, effects);
        show(id);
      });
    },

    describeFile(id, file) {
      const upload = uploads.get(id);
      if (upload !== undefined) commit(upload, { ...upload, file });
    },

    describeOptions(id, options) {
      const upload = uploads.get(id);
      if (upload !== undefined) commit(upload, { ...upload, options });
    },

    setInFlight(id, inFlight, bytesPerSecond) {
      const upload = uploads.get(id);
      if (upload?.state.status !== 'uploading') return;
      commit(upload, { ...upload, progress: toProgress(upload.state, inFlight, bytesPerSecond) });
    },

    setOwnRate: (bytesPerSecond) => setRate(totalRate.setOwn(bytesPerSecond)),

    replace(upload) {
      const previous = uploads.get(upload.id);
      if (previous === undefined) return;
      const { inFlight, bytesPerSecond } = previous.progress;
      const next = { ...upload, progress: toProgress(upload.state, inFlight, bytesPerSecond) };
      emitter.after(() => {
        tell(previous, next);
        commit(previous, next);
      });
    },

    remove(ids) {
      const gone = [...ids].filter((id) => uploads.has(id));
      if (gone.length === 0) return;
      for (const id of gone) {
        const upload = uploads.get(id);
        uploads.delete(id);
        stores.delete(id);
        if (upload !== undefined) countChange(contributionOf(upload), noTotals);
        setRate(totalRate.forget(id));
      }
      emitter.after(() => {
        for (const id of gone) emitter.emit('removed', { id });
        list.setState({ ids: list.getState().ids.filter((id) => !ids.has(id)) });
        for (const id of gone) notify(id);
      });
    },

    move(id, toIndex) {
      const { ids } = list.getState();
      const fromIndex = ids.indexOf(id);
      const index = Math.max(0, Math.min(Math.trunc(toIndex), ids.length - 1));
      if (fromIndex === -1 || Number.isNaN(index) || index === fromIndex) return;
      list.setState({ ids: ids.toSpliced(fromIndex, 1).toSpliced(index, 0, id) });
    },

    watch(listener, signal) {
      watchers.add(listener);
      signal.addEventListener('abort', () => watchers.delete(listener), { once: true });
    },
  };
}
