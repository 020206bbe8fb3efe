import type { ReadOnlyStore, UploadError, UploadManager, WorkspaceQuota } from '@holdfast/upload-manager';
import { createStore } from 'zustand/vanilla';
import { asUploadError } from '../as-upload-error.ts';
import { openWhileWatched } from '../open-while-watched.ts';
import { type Schedule, scheduleTimeout } from '../schedule.ts';

export type QuotaState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly quota: WorkspaceQuota }
  /** The last answer, if there was one, is still worth showing. */
  | { readonly status: 'failed'; readonly error: UploadError; readonly quota: WorkspaceQuota | null };

/** A workspace's quota as a store. It loads when the first subscriber comes and rests when the last one leaves. */
export interface QuotaResource extends ReadOnlyStore<QuotaState> {
  /** Asks the server now. */
  reload(): void;
}

export interface QuotaResourceOptions {
  readonly manager: UploadManager;
  /** @default the caller's default workspace */
  readonly workspaceId?: string | undefined;
  readonly schedule?: Schedule;
}

/** A thousand small files that finish one after the other must not become a thousand questions. */
const minIntervalMs = 2000;

export function createQuotaResource(options: QuotaResourceOptions): QuotaResource {
  const { manager, workspaceId, schedule = scheduleTimeout } = options;
  const store = createStore<QuotaState>(() => ({ status: 'loading' }));
  let stopWatching: (() => void) | null = null;
  let running: AbortController | null = null;
  let cancelCooling: (() => void) | null = null;
  let isStale = false;

  async function load() {
    const attempt = new AbortController();
    running = attempt;
    isStale = false;
    cancelCooling?.();
    cancelCooling = schedule(() => {
      cancelCooling = null;
      refreshIfStale();
    }, minIntervalMs);
    try {
      const quota = await manager.getQuota({
        ...(workspaceId === undefined ? {} : { workspaceId }),
        signal: attempt.signal,
      });
      if (running === attempt) store.setState({ status: 'ready', quota }, true);
    } catch (cause) {
      if (running !== attempt) return;
      const state = store.getState();
      const quota = state.status === 'loading' ? null : state.quota;
      store.setState({ status: 'failed', error: asUploadError(cause), quota }, true);
    } finally {
      if (running === attempt) running = null;
      refreshIfStale();
    }
  }

  function refreshIfStale() {
    if (!isStale || stopWatching === null || running !== null || cancelCooling !== null) return;
    void load();
  }

  /** Something changed the sums: ask again, but not more often than the interval allows. */
  function markStale() {
    isStale = true;
    refreshIfStale();
  }

  function reload() {
    if (stopWatching === null) return;
    running?.abort();
    void load();
  }

  /** The id of the default workspace is known once there was an answer. */
  function knownWorkspaceId(): string | undefined {
    const state = store.getState();
    return state.status === 'loading' ? undefined : state.quota?.workspace_id;
  }

  /** The server told it without being asked: an older answer on its way is of no use. */
  function showNow(quota: WorkspaceQuota) {
    running?.abort();
    running = null;
    store.setState({ status: 'ready', quota }, true);
  }

  function open() {
    const stopUsage = watchUsage(manager, markStale);
    // Somebody who deletes a file to make room watches the meter.
    const stops = [
      stopUsage,
      manager.on('fileDeleted', reload),
      manager.on('referenceDeleted', reload),
      manager.on('planChanged', ({ quota }) => {
        if (quota.workspace_id === (workspaceId ?? knownWorkspaceId())) showNow(quota);
      }),
    ];
    stopWatching = () => {
      for (const stop of stops) stop();
    };
    void load();
  }

  function close() {
    stopWatching?.();
    stopWatching = null;
    running?.abort();
    running = null;
    cancelCooling?.();
    cancelCooling = null;
  }

  return {
    ...openWhileWatched(store, { open, close }),
    reload,
  };
}

/** Space is reserved when a session begins, and used or freed when it ends. */
function watchUsage(manager: UploadManager, onChange: () => void): () => void {
  const stops = [
    manager.on('changed', ({ upload, previous }) => {
      if (previous.state.status === 'initiating' && upload.state.status === 'uploading') onChange();
    }),
    manager.on('completed', onChange),
    manager.on('cancelled', onChange),
    manager.on('failed', onChange),
    manager.on('removed', onChange),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
