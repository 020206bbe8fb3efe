import pLimit from 'p-limit';
import { limits } from '../contract/index.ts';
import type { UploadRules } from '../core/upload-rules.ts';
import { SupersededAbort } from '../errors/abort-reasons.ts';
import { toUploadError } from '../errors/to-upload-error.ts';
import type { UploadError } from '../errors/upload-error.ts';
import type { Ports } from '../ports/ports.ts';
import type { UploadEventMap, UploadHooks, UploadManager } from '../upload-manager.ts';
import { createAccountCalls } from './calls/account-calls.ts';
import { type ApiClientOptions, createApiClient, urlOf } from './calls/api-client.ts';
import { createControlCalls } from './calls/control-calls.ts';
import { createRetryer } from './calls/retryer.ts';
import { createSignIn } from './calls/sign-in.ts';
import { createUploadCalls } from './calls/upload-calls.ts';
import { createCommands, targetIds } from './commands.ts';
import { createConnectionBudget } from './connections/connection-budget.ts';
import { createDispatcher, type Dispatcher } from './dispatch.ts';
import { createEffectRunner } from './effect-runner.ts';
import { createEmitter } from './emitter.ts';
import type { EngineContext } from './engine-context.ts';
import { createFileIntake } from './preparing/file-intake.ts';
import { createPrepareQueue } from './preparing/prepare-queue.ts';
import { createProgressMeter } from './sending/progress-meter.ts';
import { createSessionRecords } from './sessions/session-records.ts';
import { followPageLife } from './tabs/page-life.ts';
import { createPresence } from './tabs/presence.ts';
import { createTabLink } from './tabs/tab-link.ts';
import { createTurns } from './turns.ts';
import type { UploadJob } from './upload-job.ts';
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
    read: (file, algorithm, readSignal) =>
      smallHashes(() => {
        readSignal.throwIfAborted();
        return hasher.read(file, algorithm, readSignal);
      }),
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
      const { provideSource } = intake;
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

  const commands = createCommands({ dispatcher, jobs, runEffects, tabLink });
  const intake = createFileIntake({ clock, dispatcher, fileSources, jobs, runEffects, tabLink });
  const account = createAccountCalls({ client, emitter, life: signal });

  return {
    list: dispatcher.list,
    getUpload: dispatcher.get,
    add: intake.add,
    upload(file, uploadOptions, { signal: callSignal } = {}) {
      if (callSignal?.aborted === true) return Promise.reject(callSignal.reason);
      const [id = ''] = intake.add([file], uploadOptions);
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
    provideFile: intake.provideFile,
    allowAccess: intake.allowAccess,
    restore: tabLink.restore,
    async takeOver(target) {
      const ids = targetIds(target, dispatcher).filter(
        (id) => dispatcher.snapshot(id)?.owner === 'other-page',
      );
      if (ids.length > 0) await (await tabLink.load()).takeOver(ids);
    },
    async signOut() {
      await Promise.all([forgetAll(), tabLink.signOut()]);
    },
    on: emitter.on,
    ...account,
    destroy() {
      destroyed.abort(new SupersededAbort());
      hasher.close();
    },
  };
}
