import pLimit from 'p-limit';
import { limits } from '../contract/index.ts';
import { isFinished } from '../core/selectors.ts';
import type { UploadEvent } from '../core/upload-event.ts';
import type { UploadRules } from '../core/upload-rules.ts';
import type { UploadOptions } from '../core/upload-snapshot.ts';
import { SupersededAbort } from '../errors/abort-reasons.ts';
import { toUploadError } from '../errors/to-upload-error.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { FileInput, FileSource } from '../ports/file-source.ts';
import type { Ports } from '../ports/ports.ts';
import type { UploadEventMap, UploadHooks, UploadManager, UploadTarget } from '../upload-manager.ts';
import { createAccountCalls } from './calls/account-calls.ts';
import { type ApiClientOptions, createApiClient, urlOf } from './calls/api-client.ts';
import { createControlCalls } from './calls/control-calls.ts';
import { createRetryer } from './calls/retryer.ts';
import { createSignIn } from './calls/sign-in.ts';
import { createUploadCalls } from './calls/upload-calls.ts';
import { createConnectionBudget } from './connections/connection-budget.ts';
import { createDispatcher, type Dispatcher, type NewUpload } from './dispatch.ts';
import { createEffectRunner } from './effect-runner.ts';
import { createEmitter } from './emitter.ts';
import type { EngineContext } from './engine-context.ts';
import { createPrepareQueue } from './preparing/prepare-queue.ts';
import { createProgressMeter } from './sending/progress-meter.ts';
import { createSessionRecords } from './sessions/session-records.ts';
import { followPageLife } from './tabs/page-life.ts';
import { createPresence } from './tabs/presence.ts';
import { createTabLink } from './tabs/tab-link.ts';
import type { CommandName } from './tabs/tab-names.ts';
import { createTurns } from './turns.ts';
import { createUploadJob, type UploadJob } from './upload-job.ts';
import { uploadPromise } from './upload-promise.ts';

export interface EngineOptions extends ApiClientOptions {
  /** Connections used for bytes at once, over all hosts. */
  readonly mostConnections: number;
  /** Host and port of the backend. */
  readonly apiHost: string;
  readonly checksums: boolean;
  readonly rules: UploadRules;
  readonly hooks: UploadHooks;
}

/** At most two parts are read into memory for hashing, however many files upload. */
const partsHashedAtOnce = 2;
/** Small files and samples have places of their own, so that they never wait behind the parts of a large file. */
const smallsHashedAtOnce = 4;

/** The engine over its ports: everything below the public interface, nothing about browsers. */
export function createEngine(options: EngineOptions, ports: Ports): UploadManager {
  const { clock, fileSources, hasher } = ports;
  const destroyed = new AbortController();
  const { signal } = destroyed;
  const presence = createPresence(ports, signal);
  const page = presence.name;
  const emitter = createEmitter<UploadEventMap>();
  const jobs = new Map<string, UploadJob>();
  let hasWarnedAboutStorage = false;

  function warn(error: UploadError): void {
    if (error.cause !== undefined && hasWarnedAboutStorage) return;
    hasWarnedAboutStorage ||= error.cause !== undefined;
    emitter.emit('warning', { error });
  }

  const records = createSessionRecords({
    ports,
    page,
    onWarning: warn,
    onSuperseded: (id) => void tabLink.load().then((tabs) => tabs.standDown([id])),
  });
  const partHashes = pLimit(partsHashedAtOnce);
  const smallHashes = pLimit(smallsHashedAtOnce);
  const { apiHost, mostConnections } = options;
  const budget = createConnectionBudget({ clock, most: mostConnections, apiHost });
  const client = createApiClient(options, ports);
  const api = createUploadCalls(client);
  const signIn = createSignIn(!options.anonymous);
  const context: EngineContext = {
    ports,
    api,
    retry: createRetryer({ clock, connectivity: ports.connectivity, signIn }),
    meter: createProgressMeter(() => dispatcher, clock, signal),
    budget,
    checksumAlgorithms: options.checksums ? hasher.algorithms : [],
    hash: (blob, algorithm, hashSignal) => {
      const limit = blob.size < limits.multipartThresholdBytes ? smallHashes : partHashes;
      return limit(() => {
        hashSignal.throwIfAborted();
        return hasher.digest(blob, algorithm, hashSignal);
      });
    },
  };
  const { hooks, rules } = options;
  const prepareQueue = createPrepareQueue({
    dispatcher: () => dispatcher,
    clock,
    rules,
    beforeUpload: hooks.beforeUpload,
  });
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
    async recognise(job, workSignal) {
      const recogniser = await import('./sessions/recognise-file.ts').catch(() => null);
      // Without the network to load it from, the file is a new upload like any other.
      return recogniser?.recogniseFile({ context, dispatcher, jobs, records }, job, workSignal) ?? null;
    },
    async afterUpload(upload, file) {
      try {
        await hooks.afterUpload?.(upload, file);
      } catch (error) {
        emitter.emit('warning', { error: toUploadError(error) });
      }
    },
    signal,
  });
  const dispatcher: Dispatcher = createDispatcher(emitter, runEffects);

  const tabLink = createTabLink({
    channel: ports.tabChannel,
    presence,
    signal,
    load: async (post, staying) => {
      const { startTabs } = await import('./tabs/start-tabs.ts');
      const contentUrl = (id: string) => urlOf(options, 'fileContent', { id });
      const shared = { commands, contentUrl, dispatcher, jobs, page, ports, post, provideSource };
      return startTabs({
        ...shared,
        forgetAll,
        context,
        call: client.call,
        onWarning: warn,
        records,
        runEffects,
        signal: staying,
      });
    },
  });

  followPageLife({ ...ports, dispatcher, jobs, presence, runEffects, signal, tabLink });

  /** Nothing of this user stays in this browser. Sessions stay on the server, for the next time. */
  async function forgetAll(): Promise<void> {
    for (const id of jobs.keys()) runEffects(id, [{ type: 'stopWork', reason: 'superseded' }]);
    jobs.clear();
    dispatcher.remove(new Set(dispatcher.list.getState().ids));
    await records.forgetAll();
  }

  function targetIds(target: UploadTarget | undefined): readonly string[] {
    if (target === undefined) return dispatcher.list.getState().ids;
    return typeof target === 'string' ? [target] : target;
  }

  /** Dispatches to the uploads this page works on, and asks the pages that work on the others. */
  function command(name: CommandName, ids: readonly string[], event: UploadEvent): void {
    const others = ids.filter((id) => dispatcher.snapshot(id)?.owner === 'other-page');
    for (const id of ids) if (jobs.has(id)) dispatcher.dispatch(id, event);
    if (others.length > 0) void tabLink.load().then((tabs) => tabs.command(name, others));
  }

  /** Whether an upload of an earlier page still has no bytes: it asks for them, or will when it is resumed. */
  function isWaiting(id: string): boolean {
    const state = dispatcher.snapshot(id)?.state;
    if (state?.status === 'needs-file') return true;
    return state?.status === 'paused' && state.session !== null && jobs.get(id)?.source === null;
  }

  /**
   * The upload that waits for this very file, if exactly one does: of several, the content decides later. Sizes are read
   * only where the name fits.
   */
  function findWaiting(waiting: readonly string[], source: FileSource): string | undefined {
    const [found, another] = waiting.filter((id) => {
      const file = dispatcher.snapshot(id)?.file;
      if (file?.name !== source.name || file.relativePath !== source.relativePath) return false;
      return file.sizeBytes === source.stat().sizeBytes && isWaiting(id);
    });
    return another === undefined ? found : undefined;
  }

  function provideSource(id: string, source: FileSource): void {
    const job = jobs.get(id);
    const upload = dispatcher.snapshot(id);
    if (upload?.owner === 'other-page') void tabLink.load().then((tabs) => tabs.provideFile(id, source));
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
    job.isOffer = false;
    dispatcher.dispatch(id, { type: 'fileProvided' });
    // Handing in the file of a paused upload is the wish to go on.
    dispatcher.dispatch(id, { type: 'resumeRequested' });
  }

  function add(files: Iterable<FileInput>, uploadOptions: UploadOptions = {}): readonly string[] {
    const inputs = [...files];
    if (uploadOptions.idempotencyKey !== undefined && inputs.length > 1) {
      throw new TypeError('An idempotency key names one upload: add one file with it');
    }
    void tabLink.open();
    const allWaiting = dispatcher.list.getState().ids.filter(isWaiting);
    const added: NewUpload[] = [];
    const ids = inputs.map((input) => {
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
        createUploadJob({
          id,
          idempotencyKey: uploadOptions.idempotencyKey ?? clock.createId(),
          source,
          handle,
          fingerprint: null,
          candidates: allWaiting,
        }),
      );
      added.push({
        id,
        owner: 'this-page',
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

  const commands: Pick<UploadManager, CommandName> = {
    pause: (target) => command('pause', targetIds(target), { type: 'pauseRequested' }),
    resume: (target) => command('resume', targetIds(target), { type: 'resumeRequested' }),
    cancel: (target) => command('cancel', targetIds(target), { type: 'cancelRequested' }),
    retry: (target) => command('retry', targetIds(target), { type: 'retryRequested' }),
    remove(target) {
      const ids = targetIds(target);
      command('remove', ids, { type: 'cancelRequested' });
      const gone = ids.filter((id) => {
        const upload = dispatcher.snapshot(id);
        if (upload?.owner !== 'this-page' || !isFinished(upload.state)) return false;
        const { state } = upload;
        if (state.status === 'failed' && state.session !== null) {
          runEffects(id, [{ type: 'cancelSession', session: state.session }, { type: 'forgetSession' }]);
        }
        return true;
      });
      dispatcher.remove(new Set(gone));
      for (const id of gone) jobs.delete(id);
    },
  };

  const account = createAccountCalls(client, signal);

  return {
    list: dispatcher.list,
    getUpload: dispatcher.get,
    add,
    upload(file, uploadOptions, { signal: callSignal } = {}) {
      if (callSignal?.aborted === true) return Promise.reject(callSignal.reason);
      const [id = ''] = add([file], uploadOptions);
      const stop = () => dispatcher.dispatch(id, { type: 'cancelRequested' });
      callSignal?.addEventListener('abort', stop, { once: true });
      return uploadPromise(emitter, id, signal).finally(() => callSignal?.removeEventListener('abort', stop));
    },
    async preflight(files, { signal: callSignal, workspaceId } = {}) {
      const { runPreflight } = await import('./preparing/preflight.ts');
      const ids = dispatcher.list.getState().ids;
      return runPreflight({
        clock,
        rules,
        sources: Array.from(files, (file) => fileSources.open(file)),
        uploads: ids.flatMap((id) => dispatcher.snapshot(id) ?? []),
        getQuota: () =>
          account.getQuota({
            ...(workspaceId === undefined ? {} : { workspaceId }),
            ...(callSignal === undefined ? {} : { signal: callSignal }),
          }),
        signal: callSignal === undefined ? signal : AbortSignal.any([callSignal, signal]),
      });
    },
    signedIn: signIn.signedIn,
    ...commands,
    provideFile: (id, input) => provideSource(id, fileSources.open(input)),
    async allowAccess(id) {
      if (dispatcher.snapshot(id)?.owner === 'other-page') return (await tabLink.load()).allowAccess(id);
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
    restore: tabLink.restore,
    async takeOver(target) {
      const ids = targetIds(target).filter((id) => dispatcher.snapshot(id)?.owner === 'other-page');
      if (ids.length > 0) await (await tabLink.load()).takeOver(ids);
    },
    async signOut() {
      await Promise.all([forgetAll(), tabLink.signOut()]);
    },
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
