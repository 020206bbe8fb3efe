import type { FileRecord } from '../../contract/index.ts';
import { assertNever } from '../../core/assert-never.ts';
import type { UploadSnapshot } from '../../core/upload-snapshot.ts';
import type { Session } from '../../core/upload-state.ts';
import { toUploadError } from '../../errors/to-upload-error.ts';
import { untilAborted } from '../../errors/until-aborted.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { UploadEventMap, UploadHooks } from '../../upload-manager.ts';
import type { ControlCalls } from '../calls/control-calls.ts';
import type { SignIn } from '../calls/sign-in.ts';
import type { Dispatcher } from '../dispatch.ts';
import type { Emitter } from '../emitter.ts';
import type { EngineContext } from '../engine-context.ts';
import { sendParts } from '../sending/send-parts.ts';
import { checkUnchanged } from '../sessions/check-unchanged.ts';
import { fingerprintOf } from '../sessions/fingerprint.ts';
import { inspectSession } from '../sessions/inspect-session.ts';
import { prepareOpening, toSession } from '../sessions/open-session.ts';
import { readSmallFile } from '../sessions/read-small-file.ts';
import { verifyFile } from '../sessions/verify-file.ts';
import { missingParts, toFailureEvent } from './failure-event.ts';
import type { NetworkEffect, NetworkPart, Work } from './network-part.ts';

export interface NetworkRunnerParts extends Pick<NetworkPart, 'cancelSession'> {
  readonly context: EngineContext;
  readonly calls: ControlCalls;
  readonly dispatcher: Dispatcher;
  readonly emitter: Emitter<UploadEventMap>;
  /** Tells the page that a file is stored, and lets it finish its part. */
  readonly afterUpload: UploadHooks['afterUpload'];
  readonly signIn: Pick<SignIn, 'isAwaited'>;
  /** Aborts when the manager is destroyed. */
  readonly signal: AbortSignal;
}

/** A completion that finds parts missing this often does not get better by sending them again. */
const mostRepairs = 3;

/** Does the work that needs the server or the store. Results go out as events; nothing here touches a store of the page. */
export function createNetworkRunner(parts: NetworkRunnerParts): NetworkPart['run'] {
  const { afterUpload, calls, cancelSession, context, dispatcher, emitter } = parts;
  const { retry } = context;

  /** The page's own part first: an upload is complete when that is done as well. */
  async function activate({ job, report, signal }: Work, file: FileRecord): Promise<void> {
    const upload = dispatcher.snapshot(job.id);
    if (upload !== undefined && !signal.aborted) await tellPage(upload, file, signal);
    report({ type: 'fileActivated', file });
  }

  async function tellPage(upload: UploadSnapshot, file: FileRecord, signal: AbortSignal): Promise<void> {
    try {
      await untilAborted(Promise.resolve(afterUpload?.(upload, file, { signal })), signal);
    } catch (error) {
      if (!signal.aborted) emitter.emit('warning', { error: toUploadError(error) });
    }
  }

  async function open(work: Work): Promise<void> {
    const { job, onWait, report, signal } = work;
    const upload = dispatcher.snapshot(job.id);
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
      // Paused, or resumed since: the same key finds the session again. Cancelled or edited meanwhile: nobody will.
      const status = dispatcher.snapshot(job.id)?.state.status;
      const isOutdated = job.idempotencyKey !== idempotencyKey;
      if (status === undefined || status === 'cancelled' || isOutdated) cancelSession(session);
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

  async function inspect(session: Session, work: Work): Promise<void> {
    const event = await inspectSession(context, { ...work, session });
    if (event.type === 'fileActivated') await activate(work, event.file);
    else work.report(event);
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
        sign: (wanted, partsSignal) => calls.sign(session, wanted, partsSignal),
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

  function start(effect: NetworkEffect, work: Work): Promise<void> {
    switch (effect.type) {
      case 'openSession':
        return open(work);
      case 'inspectSession':
        return inspect(effect.session, work);
      case 'verifyFile':
        return verify(effect.session, effect.storedParts, work);
      case 'sendParts':
        return send(effect.session, effect.storedParts, work);
      case 'completeSession':
        return complete(effect.session, work);
      default:
        return assertNever(effect);
    }
  }

  return async (effect, work) => {
    try {
      await start(effect, work);
    } catch (error) {
      const state = dispatcher.snapshot(work.job.id)?.state;
      if (state === undefined || work.signal.aborted) return;
      const hasAccounts = parts.signIn.isAwaited;
      work.report(toFailureEvent(toUploadError(error), { hasAccounts, job: work.job, state }));
    }
  };
}
