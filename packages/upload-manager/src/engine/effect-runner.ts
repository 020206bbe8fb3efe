import { assertNever } from '../core/assert-never.ts';
import type { UploadEffect } from '../core/upload-effect.ts';
import type { UploadEvent } from '../core/upload-event.ts';
import type { Session, Wait } from '../core/upload-state.ts';
import { toUploadError } from '../errors/to-upload-error.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dispatcher } from './dispatch.ts';
import type { NetworkLink } from './network/network-link.ts';
import type { NetworkEffect, NetworkPart, Work } from './network/network-part.ts';
import type { PrepareQueue } from './preparing/prepare-queue.ts';
import type { Turns } from './turns.ts';
import type { UploadJob } from './upload-job.ts';

export interface EffectRunnerParts {
  readonly clock: Clock;
  readonly dispatcher: () => Dispatcher;
  readonly jobs: ReadonlyMap<string, UploadJob>;
  readonly network: NetworkLink;
  readonly prepareQueue: PrepareQueue;
  readonly turns: Turns;
  /** Whether the file belongs to a session that waits for it. */
  readonly recognise: (job: UploadJob, signal: AbortSignal) => Promise<UploadEvent | null>;
  /** Aborts when the manager is destroyed. */
  readonly signal: AbortSignal;
}

/** Made once: each upload's work is replaced several times, and nobody asks from where. */
const stopped = new UploadError('aborted', 'The upload was stopped');

/** Carries effects out. Results come back as events; nothing here touches a store. */
export function createEffectRunner(parts: EffectRunnerParts) {
  const { clock, dispatcher, jobs, prepareQueue, turns } = parts;

  parts.signal.addEventListener('abort', () => {
    for (const { work } of jobs.values()) work?.abort(parts.signal.reason);
  });

  /** New work replaces old; what a replaced piece of work still has to say is dropped. */
  function startWork(job: UploadJob, task: (work: Work) => Promise<void>): void {
    job.work?.abort(stopped);
    const controller = new AbortController();
    job.work = controller;
    const { signal } = controller;
    if (parts.signal.aborted) controller.abort(parts.signal.reason);
    const report = (event: UploadEvent) => {
      if (!signal.aborted) dispatcher().dispatch(job.id, event);
    };
    const onWait = (wait: Wait | null) =>
      report(wait === null ? { type: 'waitEnded' } : { type: 'waitStarted', wait });
    task({ job, signal, report, onWait }).catch((error: unknown) =>
      report({ type: 'workFailed', error: toUploadError(error) }),
    );
  }

  function stopWork(job: UploadJob): void {
    job.work?.abort(stopped);
    job.work = null;
    job.leaveTurns?.();
    job.leaveTurns = null;
  }

  async function prepare({ job, report, signal }: Work): Promise<void> {
    await prepareQueue.prepare(job, signal);
    const recognised = job.candidates.length === 0 ? null : await parts.recognise(job, signal);
    report(recognised ?? { type: 'filePrepared' });
  }

  const startPreparing = (job: UploadJob) => startWork(job, prepare);

  function startNetworkWork(job: UploadJob, effect: NetworkEffect): void {
    startWork(job, async (work) => {
      const network = await parts.network.reach(work);
      if (!work.signal.aborted) await network.run(effect, work);
    });
  }

  function cancelSession(session: Session): void {
    parts.network.reach({ onWait: () => {} }).then(
      (network) => network.cancelSession(session),
      () => {
        // The reservation is freed when the session expires.
      },
    );
  }

  /** In the order of the calls. Whoever has a session has loaded the half that writes it down. */
  function withRecords(task: (records: NetworkPart['records']) => Promise<void>): void {
    parts.network.load().then(
      ({ records }) => task(records),
      () => {
        // Nothing was written by this page.
      },
    );
  }

  function persist(job: UploadJob, effect: Extract<UploadEffect, { type: 'persistSession' }>): void {
    const upload = dispatcher().snapshot(job.id);
    if (upload === undefined) return;
    const { addedAt, file, id, options } = upload;
    const { fingerprint, handle } = job;
    const { paused, session, storedParts } = effect;
    const record = { id, addedAt, file, options, session, storedParts, fingerprint, paused, handle };
    withRecords((records) => records.save(record));
  }

  function run(job: UploadJob, effect: UploadEffect): void {
    switch (effect.type) {
      case 'prepare':
        job.leaveTurns = prepareQueue.request(job, startPreparing);
        return;
      case 'awaitTurn':
        job.leaveTurns = turns.request(() => dispatcher().dispatch(job.id, { type: 'turnGranted' }));
        return;
      case 'openSession':
      case 'inspectSession':
      case 'verifyFile':
      case 'sendParts':
      case 'completeSession':
        startNetworkWork(job, effect);
        return;
      case 'stopWork':
        stopWork(job);
        return;
      case 'cancelLateSession':
        if (job.lateSession !== null) cancelSession(job.lateSession);
        return;
      case 'cancelSession':
        cancelSession(effect.session);
        return;
      case 'persistSession':
        persist(job, effect);
        return;
      case 'forgetSession':
        job.isVerified = false;
        job.instruction = null;
        job.storedChecksums = new Map();
        job.idempotencyKey = clock.createId();
        withRecords((records) => records.forget(job.id));
        return;
      default:
        assertNever(effect);
    }
  }

  return (id: string, effects: readonly UploadEffect[]): void => {
    const job = jobs.get(id);
    if (job === undefined) return;
    for (const effect of effects) run(job, effect);
  };
}
