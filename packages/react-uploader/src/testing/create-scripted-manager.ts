import {
  canCancel,
  canPause,
  canProvideFile,
  canResume,
  canRetry,
  type FileDescriptor,
  type FileInput,
  type MetadataPatch,
  sessionOf,
  storedPartsOf,
  UploadError,
  type UploadEventMap,
  type UploadList,
  type UploadManager,
  type UploadMetadata,
  type UploadOptions,
  type UploadOwner,
  type UploadProgress,
  type UploadSnapshot,
  type UploadState,
  type UploadTarget,
} from '@holdfast/upload-manager';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { descriptorOf, fileOf, isSame } from './offered-file.ts';
import { noProgress, sampleFile, sampleSession } from './sample-states.ts';
import { type AccountScript, createScriptedAccount } from './scripted-account.ts';
import { totalsOf } from './totals-of.ts';

interface ScriptedUpload {
  readonly name: string;
  readonly sizeBytes?: number;
  readonly relativePath?: string;
  readonly state?: UploadState;
  readonly owner?: UploadOwner;
  readonly metadata?: UploadMetadata;
  readonly progress?: Partial<UploadProgress>;
}

/** An upload manager without an engine: the test says what happens, the commands do what they promise. */
export interface ScriptedManager extends AccountScript {
  readonly manager: UploadManager;
  /** Lists an upload and returns its id. */
  put(upload: ScriptedUpload): string;
  /** Moves an upload to a state and tells the events that belong to it. */
  move(id: string, state: UploadState): void;
  /** Tells of something that stops no upload. */
  warn(error: UploadError): void;
  /** The backend refuses the caller. */
  refuseCaller(): void;
  /** Reports progress. */
  tick(id: string, progress: Partial<UploadProgress>): void;
  setSize(id: string, sizeBytes: number | null): void;
  setSpeed(bytesPerSecond: number | null): void;
  /** Everything that was handed in, by `add` and `provideFile`. */
  readonly added: readonly { readonly input: FileInput; readonly options: UploadOptions }[];
  /** Every edit of metadata so far. */
  readonly edits: readonly { readonly id: string; readonly patch: MetadataPatch }[];
  /** From now on edits of these uploads fail, and those of the others do not. */
  refuseEdits(ids: readonly string[]): void;
  /** Listeners that are still attached to the manager's events. */
  countListeners(): number;
  /** Subscriptions that are still attached to the list and to uploads. */
  countSubscriptions(): number;
}

type Listeners = { [Name in keyof UploadEventMap]: Set<(event: UploadEventMap[Name]) => void> };

export function createScriptedManager(): ScriptedManager {
  const uploads = new Map<string, StoreApi<UploadSnapshot>>();
  const list = createStore<UploadList>(() => ({ ids: [], totals: totalsOf([]), bytesPerSecond: null }));
  const added: { input: FileInput; options: UploadOptions }[] = [];
  const listeners: Listeners = {
    added: new Set(),
    changed: new Set(),
    completed: new Set(),
    failed: new Set(),
    cancelled: new Set(),
    fileDeleted: new Set(),
    referenceDeleted: new Set(),
    planChanged: new Set(),
    removed: new Set(),
    warning: new Set(),
    signInNeeded: new Set(),
    signedIn: new Set(),
    signedOut: new Set(),
  };
  const subscriptions = new Set<object>();
  const edits: { id: string; patch: MetadataPatch }[] = [];
  const editFailures = new Set<string>();
  const localFiles = new Map<string, File>();
  let lastId = 0;
  const { calls, script } = createScriptedAccount(emit);

  function emit<Name extends keyof UploadEventMap>(name: Name, event: UploadEventMap[Name]) {
    for (const listener of [...listeners[name]]) listener(event);
  }

  function refreshList(ids: readonly string[]) {
    const snapshots = ids.flatMap((id) => uploads.get(id)?.getState() ?? []);
    list.setState({ ids, totals: totalsOf(snapshots) });
  }

  function counted<T>(store: StoreApi<T>): StoreApi<T> {
    return {
      ...store,
      subscribe(listener) {
        const subscription = {};
        subscriptions.add(subscription);
        const stop = store.subscribe(listener);
        return () => {
          subscriptions.delete(subscription);
          stop();
        };
      },
    };
  }

  function create(file: FileDescriptor, state: UploadState, options: UploadOptions = {}): UploadSnapshot {
    lastId += 1;
    const id = `upload-${lastId}`;
    const snapshot: UploadSnapshot = {
      id,
      owner: 'this-page',
      file,
      options,
      addedAt: lastId,
      state,
      progress: noProgress,
    };
    uploads.set(id, counted(createStore(() => snapshot)));
    return snapshot;
  }

  function enlist(snapshots: readonly UploadSnapshot[]) {
    refreshList([...list.getState().ids, ...snapshots.map((snapshot) => snapshot.id)]);
    for (const upload of snapshots) emit('added', { upload });
  }

  function move(id: string, state: UploadState) {
    const store = uploads.get(id);
    if (store === undefined) throw new Error(`No upload ${id}`);
    const previous = store.getState();
    const upload = { ...previous, state };
    store.setState(upload, true);
    refreshList(list.getState().ids);
    emit('changed', { upload, previous });
    if (state.status === 'completed') emit('completed', { upload, file: state.file });
    if (state.status === 'failed') emit('failed', { upload, error: state.error });
    if (state.status === 'cancelled') emit('cancelled', { upload });
  }

  function moveAll(
    target: UploadTarget | undefined,
    isPossible: (state: UploadState) => boolean,
    to: UploadState,
  ) {
    const all = target ?? list.getState().ids;
    for (const id of typeof all === 'string' ? [all] : all) {
      const state = uploads.get(id)?.getState().state;
      if (state !== undefined && isPossible(state)) move(id, to);
    }
  }

  function waitingFor(file: File): string | undefined {
    return list.getState().ids.find((id) => {
      const upload = uploads.get(id)?.getState();
      return upload !== undefined && canProvideFile(upload.state) && isSame(upload.file, file);
    });
  }

  const manager: UploadManager = {
    list: counted(list),
    getUpload: (id) => uploads.get(id),
    localFile: (id) => localFiles.get(id) ?? null,
    move(id, toIndex) {
      if (!uploads.has(id)) return;
      const ids = list.getState().ids.filter((other) => other !== id);
      refreshList(ids.toSpliced(toIndex, 0, id));
    },
    add(inputs, options = {}) {
      const fresh: UploadSnapshot[] = [];
      const ids = [...inputs].map((input) => {
        added.push({ input, options });
        const file = fileOf(input);
        const waiting = waitingFor(file);
        if (waiting !== undefined) {
          manager.provideFile(waiting, input);
          return waiting;
        }
        const upload = create(descriptorOf(input), { status: 'queued' }, options);
        localFiles.set(upload.id, file);
        fresh.push(upload);
        return upload.id;
      });
      enlist(fresh);
      return ids;
    },
    upload: () => Promise.reject(new Error('Not scripted')),
    preflight: () => Promise.reject(new Error('Not scripted')),
    signedIn: () => emit('signedIn', {}),
    async editMetadata(id, patch) {
      edits.push({ id, patch });
      if (editFailures.has(id)) throw new UploadError('internal_error', `No edit of ${id}`);
      const upload = uploads.get(id)?.getState();
      if (upload === undefined) return;
      const all = Object.entries({ ...upload.options.metadata, ...patch });
      const metadata = Object.fromEntries(all.filter(([, value]) => value !== null));
      uploads.get(id)?.setState({ options: { ...upload.options, metadata } });
    },
    pause: (target) => moveAll(target, canPause, { status: 'paused', session: null, storedParts: [] }),
    resume: (target) => moveAll(target, canResume, { status: 'queued' }),
    cancel: (target) => moveAll(target, canCancel, { status: 'cancelled' }),
    retry: (target) => moveAll(target, canRetry, { status: 'queued' }),
    remove(target) {
      const all = target ?? list.getState().ids;
      const leaving = new Set(typeof all === 'string' ? [all] : all);
      for (const id of leaving) uploads.delete(id);
      refreshList(list.getState().ids.filter((id) => !leaving.has(id)));
      for (const id of leaving) emit('removed', { id });
    },
    provideFile(id, input) {
      const upload = uploads.get(id)?.getState();
      if (upload === undefined || upload.state.status !== 'needs-file') return;
      if (!isSame(upload.file, fileOf(input))) {
        move(id, { ...upload.state, error: new UploadError('file_mismatch', `Another file for ${id}`) });
        return;
      }
      localFiles.set(id, fileOf(input));
      const { session, storedParts } = upload.state;
      move(id, { status: 'uploading', session, storedParts, wait: null });
    },
    async allowAccess(id) {
      const state = uploads.get(id)?.getState().state;
      if (state?.status !== 'needs-file') return;
      move(id, { status: 'verifying', session: state.session, storedParts: state.storedParts });
    },
    restore: async () => {},
    async takeOver(target) {
      const all = target ?? list.getState().ids;
      for (const id of typeof all === 'string' ? [all] : all)
        uploads.get(id)?.setState({ owner: 'this-page' });
    },
    async signOut() {
      emit('signedOut', {});
      manager.remove();
    },
    on(name, listener) {
      listeners[name].add(listener);
      return () => {
        listeners[name].delete(listener);
      };
    },
    ...calls,
    destroy: () => {},
  };

  return {
    manager,
    move,
    put({ name, sizeBytes = sampleSession.fileSize, relativePath = '', state, owner, progress, metadata }) {
      const file = { name, mimeType: '', relativePath, sizeBytes, lastModified: 1 };
      const upload = create(file, state ?? { status: 'queued' }, metadata && { metadata });
      uploads.get(upload.id)?.setState({ progress: { ...progressOf(upload), ...progress } });
      if (owner !== undefined) uploads.get(upload.id)?.setState({ owner });
      enlist([upload]);
      return upload.id;
    },
    warn: (error) => emit('warning', { error }),
    refuseCaller: () => emit('signInNeeded', {}),
    tick(id, progress) {
      const store = uploads.get(id);
      if (store === undefined) throw new Error(`No upload ${id}`);
      store.setState((upload) => ({ progress: { ...upload.progress, ...progress } }));
      refreshList(list.getState().ids);
    },
    setSize(id, sizeBytes) {
      uploads.get(id)?.setState((upload) => ({ file: { ...upload.file, sizeBytes } }));
    },
    setSpeed: (bytesPerSecond) => list.setState({ bytesPerSecond }),
    ...script,
    added,
    edits,
    refuseEdits(ids) {
      editFailures.clear();
      for (const id of ids) editFailures.add(id);
    },
    countSubscriptions: () => subscriptions.size,
    countListeners: () => Object.values(listeners).reduce((sum, { size }) => sum + size, 0),
  };
}

/** What is stored is sent and confirmed: a manager never reports less. */
function progressOf({ file, state }: UploadSnapshot): UploadProgress {
  const sizeBytes = file.sizeBytes ?? 0;
  const storedBytes = storedPartsOf(state).length * (sessionOf(state)?.chunkSize ?? 0);
  const bytes = state.status === 'completed' ? sizeBytes : Math.min(sizeBytes, storedBytes);
  return { ...noProgress, sentBytes: bytes, confirmedBytes: bytes };
}

/** The state of an upload whose file is on the server. */
export function completedState(name: string): UploadState {
  return { status: 'completed', file: sampleFile(name) };
}
