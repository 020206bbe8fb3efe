import type { FileRecord } from '../contract/index.ts';
import { assertNever } from '../core/assert-never.ts';
import type { UploadEffect } from '../core/upload-effect.ts';
import type { UploadEvent } from '../core/upload-event.ts';
import type { UploadSnapshot } from '../core/upload-snapshot.ts';
import type { Session, Wait } from '../core/upload-state.ts';
import { CancelAbort, PauseAbort, SupersededAbort } from '../errors/abort-reasons.ts';
import { toUploadError } from '../errors/to-upload-error.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { ControlCalls } from './calls/control-calls.ts';
import type { Dispatcher } from './dispatch.ts';
import type { EngineContext } from './engine-context.ts';
import { missingParts, toFailureEvent } from './failure-event.ts';
import type { PrepareQueue } from './preparing/prepare-queue.ts';
import { sendParts } from './sending/send-parts.ts';
import { checkUnchanged } from './sessions/check-unchanged.ts';
import { fingerprintOf } from './sessions/fingerprint.ts';
import { inspectSession } from './sessions/inspect-session.ts';
import { prepareOpening, toSession } from './sessions/open-session.ts';
import { readSmallFile } from './sessions/read-small-file.ts';
import type { SessionRecords } from './sessions/session-records.ts';
import { verifyFile } from './sessions/verify-file.ts';
import type { Turns } from './turns.ts';
import type { UploadJob } from './upload-job.ts';

export interface EffectRunnerParts {
  readonly context: EngineContext;
  readonly calls: ControlCalls;
  readonly dispatcher: () => Dispatcher;
  readonly jobs: ReadonlyMap<string, UploadJob>;
  readonly prepareQueue: PrepareQueue;
  readonly records: SessionRecords;
  readonly turns: Turns;
  /** Whether the file belongs to a session that waits for it. */
  readonly recognise: (job: UploadJob, signal: AbortSignal) => Promise<UploadEvent | null>;
  /** Tells the page that a file is stored, and lets it finish its part. */
  readonly afterUpload: (upload: UploadSnapshot, file: FileRecord) => Promise<void>;
  /** Aborts when the manager is destroyed. */
  readonly signal: AbortSignal;
}

/** One piece of work: tells events until it is stopped. */
interface Work {
  readonly job: UploadJob;
  readonly signal: AbortSignal;
  readonly report: (event: UploadEvent) => void;
  readonly onWait: (wait: Wait | null) => void;
}

/** A completion that finds parts missing this often does not get better by sending them again. */
const mostRepairs = 3;

/** Carries effects out. Results come back as events; nothing here touches a store. */
export function createEffectRunner(parts: EffectRunnerParts) {
  const { calls, context, dispatcher, jobs, prepareQueue, records, turns } = parts;
  const { api, ports, retry } = context;

  /** New work replaces old; what a replaced piece of work still has to say is dropped. */
  function startWork(job: UploadJob, task: (work: Work) => Promise<void>): void {
    job.work?.abort(new SupersededAbort());
    const controller = new AbortController();
    job.work = controller;
    const signal = AbortSignal.any([controller.signal, parts.signal]);
    const report = (event: UploadEvent) => {
      if (!signal.aborted) dispatcher().dispatch(job.id, event);
    };
    const onWait = (wait: Wait | null) =>
      report(wait === null ? { type: 'waitEnded' } : { type: 'waitStarted', wait });
    task({ job, signal, report, onWait }).catch((error: unknown) => {
      const state = dispatcher().snapshot(job.id)?.state;
      if (state !== undefined && !signal.aborted) report(toFailureEvent(job, state, toUploadError(error)));
    });
  }

  function stopWork(job: UploadJob, reason: Error): void {
    job.work?.abort(reason);
    job.work = null;
    job.leaveTurns?.();
    job.leaveTurns = null;
  }

  /** The page's own part first: an upload is complete when that is done as well. */
  async function activate({ job, report, signal }: Work, file: FileRecord): Promise<void> {
    const upload = dispatcher().snapshot(job.id);
    if (upload !== undefined && !signal.aborted) await parts.afterUpload(upload, file);
    report({ type: 'fileActivated', file });
  }

  async function prepare({ job, report, signal }: Work): Promise<void> {
    await prepareQueue.prepare(job, signal);
    const recognised = job.candidates.length === 0 ? null : await parts.recognise(job, signal);
    report(recognised ?? { type: 'filePrepared' });
  }

  async function openSession(work: Work): Promise<void> {
    const { job, onWait, report, signal } = work;
    const upload = dispatcher().snapshot(job.id);
    const { source } = job;
    if (upload === undefined || source === null) throw new UploadError('needs_file', `${job.id} has no file`);
    const { idempotencyKey } = job;
    const { answer, content, fingerprint } = await calls.opening(async (initiate) => {
      const small = await readSmallFile(context, source, signal);
      // Taken while the server answers. A file that cannot be read is noticed when its first part is.
      const sampling = small?.fingerprint ?? fingerprintOf(context, source, parts.signal).catch(() => null);
      const digest = small?.digest ?? null;
      const request = { uploadId: job.id, idempotencyKey, source, digest, options: upload.options };
      const item = await prepareOpening(context, request, signal);
      const answer = await retry(() => initiate(item, upload.options.workspaceId), { signal, onWait });
      return { answer, content: small?.body ?? null, fingerprint: await sampling };
    });
    job.fingerprint = fingerprint;
    const session = toSession(answer);
    if (signal.aborted) {
      // Paused, or resumed since: the same key finds the session again. Cancelled meanwhile: nobody will.
      const status = dispatcher().snapshot(job.id)?.state.status;
      if (status === undefined || status === 'cancelled') cancelSession(session);
      else job.lateSession = session;
      return;
    }
    job.lateSession = null;
    if (answer.file) return activate(work, answer.file);
    job.instruction = answer.upload ?? null;
    job.content = content;
    job.isVerified = true;
    report({ type: 'sessionOpened', session });
  }

  async function verify(session: Session, storedParts: readonly number[], work: Work): Promise<void> {
    const { job, report, signal } = work;
    const { fingerprint, source, storedChecksums } = job;
    if (source === null) throw new UploadError('needs_file', `${job.id} has no file`);
    try {
      await verifyFile(context, { source, session, storedParts, storedChecksums, fingerprint, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      job.source = null;
      report({ type: 'fileRefused', error: toUploadError(error) });
      return;
    }
    job.isVerified = true;
    report({ type: 'fileVerified' });
  }

  async function send(session: Session, storedParts: readonly number[], work: Work): Promise<void> {
    const { job, onWait, report, signal } = work;
    if (job.source === null) throw new UploadError('needs_file', `${job.id} has no file`);
    const { content, source, instruction } = job;
    job.instruction = null;
    job.content = null;
    await calls.sending(session, () =>
      sendParts(context, {
        uploadId: job.id,
        source,
        session,
        storedParts,
        instruction,
        content,
        sign: (parts, partsSignal) => calls.sign(session, parts, partsSignal),
        signal,
        onPartStored: (partNumber) => report({ type: 'partStored', partNumber }),
        onWait,
      }),
    );
  }

  async function complete(session: Session, work: Work): Promise<void> {
    const { job, onWait, report, signal } = work;
    const { fingerprint, source } = job;
    // One request cannot mix two versions of a file.
    if (source !== null && session.partCount > 1) {
      await checkUnchanged(context, { source, fingerprint, signal });
    }
    try {
      const file = await retry(() => calls.complete(session.sessionId), { signal, onWait });
      await activate(work, file);
    } catch (error) {
      const missing = missingParts(toUploadError(error));
      if (missing === null || signal.aborted || job.repairs >= mostRepairs) throw error;
      job.repairs += 1;
      report({ type: 'partsLost', partNumbers: missing });
    }
  }

  /** Best effort in the background: the server expires what this cannot reach. */
  function cancelSession(session: Session): void {
    retry(() => api.cancel(session.sessionId, parts.signal), {
      signal: parts.signal,
      onWait: () => {},
    }).catch(() => {
      // The reservation is freed when the session expires.
    });
  }

  function persist(job: UploadJob, effect: Extract<UploadEffect, { type: 'persistSession' }>): void {
    const upload = dispatcher().snapshot(job.id);
    if (upload === undefined) return;
    const { addedAt, file, id, options } = upload;
    const { fingerprint, handle } = job;
    const { paused, session, storedParts } = effect;
    void records.save({ id, addedAt, file, options, session, storedParts, fingerprint, paused, handle });
  }

  function run(job: UploadJob, effect: UploadEffect): void {
    switch (effect.type) {
      case 'prepare':
        startWork(job, prepare);
        return;
      case 'awaitTurn':
        job.leaveTurns = turns.request(() => dispatcher().dispatch(job.id, { type: 'turnGranted' }));
        return;
      case 'openSession':
        startWork(job, openSession);
        return;
      case 'inspectSession':
        startWork(job, async (work) => {
          const event = await inspectSession(context, { ...work, session: effect.session });
          if (event.type === 'fileActivated') await activate(work, event.file);
          else work.report(event);
        });
        return;
      case 'verifyFile':
        startWork(job, (work) => verify(effect.session, effect.storedParts, work));
        return;
      case 'sendParts':
        startWork(job, (work) => send(effect.session, effect.storedParts, work));
        return;
      case 'completeSession':
        startWork(job, (work) => complete(effect.session, work));
        return;
      case 'stopWork':
        stopWork(job, toAbortReason(effect.reason));
        if (effect.reason === 'cancel' && job.lateSession !== null) cancelSession(job.lateSession);
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
        job.idempotencyKey = ports.clock.createId();
        void records.forget(job.id);
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

function toAbortReason(reason: 'pause' | 'cancel' | 'superseded'): Error {
  if (reason === 'pause') return new PauseAbort();
  return reason === 'cancel' ? new CancelAbort() : new SupersededAbort();
}
