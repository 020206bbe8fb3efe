import pLimit from 'p-limit';
import { isFinished } from '../core/selectors.ts';
import type { SessionRecord } from '../core/session-record.ts';
import type { UploadEvent } from '../core/upload-event.ts';
import type { UploadOptions } from '../core/upload-snapshot.ts';
import { SupersededAbort } from '../errors/abort-reasons.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { FileInput, FileSource } from '../ports/file-source.ts';
import type { Ports } from '../ports/ports.ts';
import type { UploadEventMap, UploadManager, UploadTarget } from '../upload-manager.ts';
import { createAccountCalls } from './calls/account-calls.ts';
import { type ApiClientOptions, createApiClient } from './calls/api-client.ts';
import { createControlCalls } from './calls/control-calls.ts';
import { createUploadCalls } from './calls/upload-calls.ts';
import { createConnectionBudget } from './connections/connection-budget.ts';
import { createDispatcher, type Dispatcher, type NewUpload } from './dispatch.ts';
import { createEffectRunner } from './effect-runner.ts';
import { createEmitter } from './emitter.ts';
import type { EngineContext } from './engine-context.ts';
import { createPrepareQueue } from './prepare-queue.ts';
import { createProgressMeter } from './sending/progress-meter.ts';
import { restoreSessions } from './sessions/restore.ts';
import { createSessionRecords } from './sessions/session-records.ts';
import { createTurns } from './turns.ts';
import { createUploadJob, type UploadJob } from './upload-job.ts';

export interface EngineOptions extends ApiClientOptions {
  /** Connections used for bytes at once, over all hosts. */
  readonly mostConnections: number;
  /** Host and port of the backend. */
  readonly apiHost: string;
  readonly checksums: boolean;
}

/** At most two parts are read into memory for hashing, however many files upload. */
const partsHashedAtOnce = 2;

/** The engine over its ports: everything below the public interface, nothing about browsers. */
export function createEngine(options: EngineOptions, ports: Ports): UploadManager {
  const { clock, fileSources, hasher, tabLock } = ports;
  const destroyed = new AbortController();
  const { signal } = destroyed;
  const owner = `holdfast:page:${clock.createId()}`;
  const emitter = createEmitter<UploadEventMap>();
  const jobs = new Map<string, UploadJob>();
  let hasWarnedAboutStorage = false;

  const records = createSessionRecords(ports, owner, (error) => {
    if (error.cause !== undefined && hasWarnedAboutStorage) return;
    hasWarnedAboutStorage ||= error.cause !== undefined;
    emitter.emit('warning', { error });
  });
  const hashLimit = pLimit(partsHashedAtOnce);
  const { apiHost, mostConnections } = options;
  const budget = createConnectionBudget({ clock, most: mostConnections, apiHost });
  const client = createApiClient(options, ports);
  const api = createUploadCalls(client);
  const context: EngineContext = {
    ports,
    api,
    meter: createProgressMeter(() => dispatcher, clock, signal),
    budget,
    checksumAlgorithms: options.checksums ? hasher.algorithms : [],
    hash: (blob, algorithm, hashSignal) =>
      hashLimit(() => {
        hashSignal.throwIfAborted();
        return hasher.digest(blob, algorithm, hashSignal);
      }),
  };
  const prepareQueue = createPrepareQueue(() => dispatcher, clock);
  const runEffects = createEffectRunner({
    context,
    calls: createControlCalls({
      api,
      clock,
      isPreparing: () => prepareQueue.isBusy(),
      isSaturated: budget.isSaturated,
      activeCount: () => dispatcher.list.getState().totals.active,
      signal,
    }),
    dispatcher: () => dispatcher,
    jobs,
    prepareQueue,
    records,
    turns: createTurns(),
    signal,
  });
  const dispatcher: Dispatcher = createDispatcher(emitter, runEffects);

  // Held for the page's life: others know by it that this page still works on its uploads.
  const isOwner = tabLock.hold(owner, signal).catch(() => {
    // Destroyed before the lock was granted.
  });

  function targetIds(target: UploadTarget | undefined): readonly string[] {
    if (target === undefined) return dispatcher.list.getState().ids;
    return typeof target === 'string' ? [target] : target;
  }

  function dispatchAll(target: UploadTarget | undefined, event: UploadEvent): void {
    for (const id of targetIds(target)) dispatcher.dispatch(id, event);
  }

  /** Whether an upload of an earlier page still has no bytes: it asks for them, or will when it is resumed. */
  function isWaiting(id: string): boolean {
    const state = dispatcher.snapshot(id)?.state;
    if (state?.status === 'needs-file') return true;
    return state?.status === 'paused' && state.session !== null && jobs.get(id)?.source === null;
  }

  /** The upload that waits for this very file, if one does. Sizes are read only where the name fits. */
  function findWaiting(waiting: readonly string[], source: FileSource): string | undefined {
    return waiting.find((id) => {
      const file = dispatcher.snapshot(id)?.file;
      if (file?.name !== source.name || file.relativePath !== source.relativePath) return false;
      return file.sizeBytes === source.stat().sizeBytes && isWaiting(id);
    });
  }

  function provideSource(id: string, source: FileSource): void {
    const job = jobs.get(id);
    const upload = dispatcher.snapshot(id);
    if (job === undefined || upload === undefined) return;
    const { state } = upload;
    if (state.status === 'needs-file' && source.stat().sizeBytes !== state.session.fileSize) {
      const error = new UploadError('file_mismatch', `The file offered for ${id} has another size`, {
        details: { expected_bytes: state.session.fileSize, offered_bytes: source.stat().sizeBytes },
      });
      dispatcher.dispatch(id, { type: 'fileRefused', error });
      return;
    }
    job.source = source;
    job.handle = source.handle;
    job.isVerified = false;
    dispatcher.dispatch(id, { type: 'fileProvided' });
    // Handing in the file of a paused upload is the wish to go on.
    dispatcher.dispatch(id, { type: 'resumeRequested' });
  }

  function add(files: Iterable<FileInput>, uploadOptions: UploadOptions = {}): readonly string[] {
    const allWaiting = dispatcher.list.getState().ids.filter(isWaiting);
    const added: NewUpload[] = [];
    const ids = Array.from(files, (input) => {
      const source = fileSources.open(input);
      const waiting = findWaiting(allWaiting, source);
      if (waiting !== undefined) {
        provideSource(waiting, source);
        return waiting;
      }
      const id = clock.createId();
      const { handle, mimeType, name, relativePath } = source;
      jobs.set(
        id,
        createUploadJob({ id, idempotencyKey: clock.createId(), source, handle, fingerprint: null }),
      );
      added.push({
        id,
        file: { name, mimeType, relativePath, sizeBytes: null, lastModified: null },
        options: uploadOptions,
        addedAt: clock.now(),
        state: { status: 'preparing' },
      });
      return id;
    });
    dispatcher.insert(added);
    for (const { id } of added) runEffects(id, [{ type: 'prepare' }]);
    return ids;
  }

  async function adopt(abandoned: readonly SessionRecord[]): Promise<void> {
    await isOwner;
    const known = abandoned.filter((record) => !jobs.has(record.id));
    for (const { fingerprint, handle, id } of known) {
      jobs.set(
        id,
        createUploadJob({ id, idempotencyKey: clock.createId(), source: null, handle, fingerprint }),
      );
    }
    dispatcher.insert(
      known.map(({ addedAt, file, id, options: uploadOptions, paused, session, storedParts }) => ({
        id,
        file,
        options: uploadOptions,
        addedAt,
        state: paused
          ? { status: 'paused', session, storedParts }
          : { status: 'restoring', session, wait: null },
      })),
    );
    for (const { id, paused, session, storedParts } of known) {
      runEffects(id, [{ type: 'persistSession', session, storedParts, paused }]);
      if (!paused) runEffects(id, [{ type: 'inspectSession', session }]);
    }
  }

  const account = createAccountCalls(client, signal);

  return {
    list: dispatcher.list,
    getUpload: dispatcher.get,
    add,
    pause: (target) => dispatchAll(target, { type: 'pauseRequested' }),
    resume: (target) => dispatchAll(target, { type: 'resumeRequested' }),
    cancel: (target) => dispatchAll(target, { type: 'cancelRequested' }),
    retry: (target) => dispatchAll(target, { type: 'retryRequested' }),
    remove(target) {
      const ids = targetIds(target);
      dispatchAll(ids, { type: 'cancelRequested' });
      const gone = ids.filter((id) => {
        const state = dispatcher.snapshot(id)?.state;
        if (state === undefined || !isFinished(state)) return false;
        if (state.status === 'failed' && state.session !== null) {
          runEffects(id, [{ type: 'cancelSession', session: state.session }, { type: 'forgetSession' }]);
        }
        return true;
      });
      dispatcher.remove(new Set(gone));
      for (const id of gone) jobs.delete(id);
    },
    provideFile: (id, input) => provideSource(id, fileSources.open(input)),
    async allowAccess(id) {
      const job = jobs.get(id);
      if (job === undefined || job.source !== null) return;
      const reopened = await fileSources.reopen(job.handle, { ask: true });
      if (reopened.outcome === 'opened') {
        provideSource(id, reopened.source);
        return;
      }
      dispatcher.dispatch(id, {
        type: 'fileRefused',
        error: new UploadError('file_unreadable', `The file of upload ${id} may not be read`),
      });
    },
    restore: () => restoreSessions({ ports, records, owner, adopt, signal }),
    on: emitter.on,
    ...account,
    async deleteFile(fileId, callOptions) {
      const deletion = await account.deleteFile(fileId, callOptions);
      emitter.emit('fileDeleted', { fileId });
      return deletion;
    },
    destroy() {
      destroyed.abort(new SupersededAbort());
      hasher.close();
    },
  };
}
