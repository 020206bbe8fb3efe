import { loadOnce } from '../core/load-once.ts';
import type { UploadEvent } from '../core/upload-event.ts';
import type { UploadRules } from '../core/upload-rules.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { PagePorts } from '../ports/ports.ts';
import type { UploadEventMap, UploadHooks, UploadManager } from '../upload-manager.ts';
import { createDeferredAccountCalls } from './calls/deferred-account-calls.ts';
import { createRetryer } from './calls/retryer.ts';
import { createSignIn } from './calls/sign-in.ts';
import { createCommands, targetIds } from './commands.ts';
import { createDispatcher, type Dispatcher } from './dispatch.ts';
import { createEffectRunner } from './effect-runner.ts';
import { createEmitter } from './emitter.ts';
import { decideReload, loadCode } from './load-code.ts';
import { createNetworkLink } from './network/network-link.ts';
import type { NetworkPartOptions } from './network/start-network-part.ts';
import { type OnDemand, onDemand } from './on-demand.ts';
import { createFileIntake } from './preparing/file-intake.ts';
import { createPrepareQueue } from './preparing/prepare-queue.ts';
import { toFileInputs } from './preparing/to-file-inputs.ts';
import { followPageLife } from './tabs/page-life.ts';
import { createPresence } from './tabs/presence.ts';
import { createTabLink } from './tabs/tab-link.ts';
import { createTurns } from './turns.ts';
import type { UploadJob } from './upload-job.ts';
import { uploadPromise } from './upload-promise.ts';

export interface EngineOptions extends NetworkPartOptions {
  readonly rules: UploadRules;
  readonly hooks: UploadHooks;
}

/** The engine over its ports: everything below the public interface, nothing about browsers. */
export function createEngine(
  options: EngineOptions,
  ports: PagePorts,
  code: OnDemand = onDemand,
): UploadManager {
  const { clock, fileSources } = ports;
  const destroyed = new AbortController();
  const { signal } = destroyed;
  const presence = createPresence(ports, signal);
  const page = presence.name;
  const emitter = createEmitter<UploadEventMap>();
  const jobs = new Map<string, UploadJob>();
  const removed = new Set<string>();
  let hasWarnedAboutStorage = false;

  function warn(error: UploadError): void {
    if (error.cause !== undefined && hasWarnedAboutStorage) return;
    hasWarnedAboutStorage ||= error.cause !== undefined;
    emitter.emit('warning', { error });
  }

  const signIn = createSignIn(!options.anonymous, () => emitter.emit('signInNeeded', {}));
  const retry = createRetryer({ clock, connectivity: ports.connectivity, signIn, decide: decideReload });
  const { hooks, rules } = options;
  const prepareQueue = createPrepareQueue({
    dispatcher: () => dispatcher,
    clock,
    rules,
    beforeUpload: hooks.beforeUpload,
    signal,
  });
  const network = createNetworkLink({
    load: async () => {
      const [{ startNetworkPart }, networkPorts] = await loadCode(() =>
        Promise.all([code.network(), ports.loadNetwork()]),
      );
      return startNetworkPart(options, {
        afterUpload: hooks.afterUpload,
        dispatcher,
        emitter,
        isPreparing: prepareQueue.isBusy,
        jobs,
        loadLibrary: code.library,
        onSuperseded: (id) => tabLink.whenLoaded((tabs) => tabs.standDown([id])),
        onWarning: warn,
        page,
        ports: { ...ports, ...networkPorts },
        signal,
        signIn,
      });
    },
    retry,
    signal,
  });
  const runEffects = createEffectRunner({
    clock,
    dispatcher: () => dispatcher,
    jobs,
    network,
    prepareQueue,
    recognise,
    turns: createTurns(),
    signal,
  });
  const dispatcher: Dispatcher = createDispatcher(emitter, runEffects);

  async function recognise(job: UploadJob, workSignal: AbortSignal): Promise<UploadEvent | null> {
    const part = await network.load().catch(() => null);
    // Without the network to load it from, the file is a new upload like any other.
    return part?.recognise(job, workSignal) ?? null;
  }

  const tabLink = createTabLink({
    channel: ports.tabChannel,
    presence,
    retry,
    onSignedOut: heedSignOut,
    signal,
    load: async (post, staying) => {
      const [{ startTabs }, { call, contentUrl, context, records }] = await Promise.all([
        loadCode(code.tabs),
        network.load(),
      ]);
      const { provideSource } = intake;
      return startTabs({
        call,
        commands,
        contentUrl,
        context,
        dispatcher,
        jobs,
        onWarning: warn,
        page,
        ports,
        post,
        provideSource,
        records,
        removed,
        runEffects,
        signal: staying,
      });
    },
  });

  followPageLife({ ...ports, dispatcher, jobs, presence, runEffects, signal, tabLink });

  /** Nothing of this user stays in this browser. Sessions stay on the server, for the next time. */
  async function forgetAll(): Promise<void> {
    emitter.emit('signedOut', {});
    for (const id of jobs.keys()) runEffects(id, [{ type: 'stopWork' }]);
    jobs.clear();
    dispatcher.remove(new Set(dispatcher.list.getState().ids));
    await Promise.all([
      // Whether the half that writes it down can be loaded or not.
      ports.repository.clear(),
      network.load().then(
        ({ records }) => records.forgetAll(),
        () => {},
      ),
    ]);
  }

  function heedSignOut(): void {
    forgetAll().catch((cause: unknown) =>
      warn(
        new UploadError('storage_blocked', 'What the user who signed out had stored is still there', {
          cause,
        }),
      ),
    );
  }

  const commands = createCommands({ dispatcher, jobs, removed, runEffects, signal, tabLink });
  const intake = createFileIntake({ clock, dispatcher, fileSources, jobs, runEffects, signal, tabLink });
  const account = createDeferredAccountCalls(async () => (await network.load()).account);

  const editor = loadOnce(async () => {
    const { createMetadataEditor } = await loadCode(code.editing);
    const loadCall = async () => (await network.load()).call;
    return createMetadataEditor({ clock, dispatcher, jobs, loadCall, runEffects, signal });
  });

  return {
    list: dispatcher.list,
    getUpload: dispatcher.get,
    localFile: (id) => jobs.get(id)?.source?.file ?? null,
    move: dispatcher.move,
    add: intake.add,
    async upload(file, uploadOptions, { signal: callSignal } = {}) {
      callSignal?.throwIfAborted();
      const [id = ''] = intake.add([file], uploadOptions);
      const stop = () => commands.cancel(id);
      callSignal?.addEventListener('abort', stop, { once: true });
      return uploadPromise(emitter, id, signal).finally(() => callSignal?.removeEventListener('abort', stop));
    },
    async preflight(files, preflightOptions) {
      // Read now: a file input that is used again empties its list.
      const inputs = toFileInputs(files);
      const { runPreflight } = await loadCode(code.preflight);
      return runPreflight({ account, dispatcher, inputs, options: preflightOptions, ports, rules, signal });
    },
    signedIn() {
      signIn.signedIn();
      emitter.emit('signedIn', {});
    },
    ...commands,
    provideFile: intake.provideFile,
    allowAccess: async (id) => (await tabLink.load()).allowAccess(id),
    restore: tabLink.restore,
    takeOver: async (target) => (await tabLink.load()).takeOver(targetIds(target, dispatcher)),
    async signOut() {
      await Promise.all([forgetAll(), tabLink.signOut()]);
    },
    editMetadata: async (id, patch) => (await editor())(id, patch),
    on: emitter.on,
    ...account,
    destroy() {
      destroyed.abort(new UploadError('aborted', 'The upload manager was destroyed'));
    },
  };
}
