import {
  type ReadOnlyStore,
  UploadError,
  type UploadEventMap,
  type UploadManager,
  type WorkspaceQuota,
} from '@holdfast/upload-manager';
import { createStore } from 'zustand/vanilla';
import { asUploadError } from '../as-upload-error.ts';
import { onEach } from '../on-each.ts';
import { openWhileWatched } from '../open-while-watched.ts';
import { type Schedule, scheduleTimeout } from '../schedule.ts';

export type QuotaState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly quota: WorkspaceQuota }
  /** The last answer, if there was one, is still worth showing. Without one `quota` alone says that there is an error. */
  | { readonly status: 'failed'; readonly error: UploadError; readonly quota: WorkspaceQuota }
  | { readonly status: 'failed'; readonly error: UploadError; readonly quota: null };

/** What is known of a quota, however its last question was answered. */
export function lastQuotaOf(state: QuotaState): WorkspaceQuota | null {
  return state.status === 'loading' ? null : state.quota;
}

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
  let stops: readonly (() => void)[] | null = null;
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
      store.setState(
        { status: 'failed', error: asUploadError(cause), quota: lastQuotaOf(store.getState()) },
        true,
      );
    } finally {
      if (running === attempt) running = null;
      refreshIfStale();
    }
  }

  function refreshIfStale() {
    if (!isStale || stops === null || running !== null || cancelCooling !== null) return;
    void load();
  }

  /** Something changed the sums: ask again, but not more often than the interval allows. */
  function markStale() {
    isStale = true;
    refreshIfStale();
  }

  function reload() {
    if (stops === null) return;
    running?.abort();
    void load();
  }

  function rest() {
    running?.abort();
    running = null;
    cancelCooling?.();
    cancelCooling = null;
    isStale = false;
  }

  /** The server told it without being asked: an older answer on its way is of no use. */
  function showNow(quota: WorkspaceQuota) {
    running?.abort();
    running = null;
    store.setState({ status: 'ready', quota }, true);
  }

  /** Space is reserved when a session begins. */
  function heedChange({ upload, previous }: UploadEventMap['changed']) {
    if (previous.state.status === 'initiating' && upload.state.status === 'uploading') markStale();
  }

  function open() {
    // Plans are bought, and files deleted, in other windows too.
    window.addEventListener('focus', markStale);
    stops = [
      () => window.removeEventListener('focus', markStale),
      manager.on('changed', heedChange),
      ...onEach(manager, ['completed', 'cancelled', 'failed', 'removed'], markStale),
      // Somebody who deletes a file to make room watches the meter.
      ...onEach(manager, ['fileDeleted', 'referenceDeleted', 'signedIn'], reload),
      manager.on('planChanged', ({ quota }) => {
        // The id of the default workspace is known once there was an answer.
        const id = workspaceId ?? lastQuotaOf(store.getState())?.workspace_id;
        if (quota.workspace_id === id) showNow(quota);
        else if (id === undefined) reload();
      }),
      manager.on('signedOut', () => {
        rest();
        const error = new UploadError('unauthorized', 'Signed out');
        store.setState({ status: 'failed', error, quota: null }, true);
      }),
    ];
    void load();
  }

  function close() {
    for (const stop of stops ?? []) stop();
    stops = null;
    rest();
    // Whoever looks next may be somebody else, who must not see what this one had.
    store.setState({ status: 'loading' }, true);
  }

  return {
    ...openWhileWatched(store, { open, close }),
    reload,
  };
}
