import type { CompleteRequest, FileRecord } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import { requireFile } from '../files/find-file.ts';
import { toFileRecord } from '../files/to-file-record.ts';
import type { Caller } from '../principal.ts';
import { createCompleteBatch } from './complete-batch.ts';
import { claimSession, releaseClaim, whileClaimed } from './completion-claim.ts';
import { requireSession, touchSession } from './find-session.ts';
import { closed, completing, isClaimed } from './require-open.ts';
import { runCompletion } from './run-completion.ts';
import { requireSoundList } from './verify-parts.ts';
import { withDeadline } from './with-deadline.ts';

export interface Completions {
  /** Completes a session once; everybody who asks again gets the same file. */
  complete(caller: Caller, request: CompleteRequest): Promise<FileRecord>;
  /** Completes each as `complete` does, those that nothing stands against in few steps together. Keeps their order. */
  completeBatch(
    caller: Caller,
    requests: readonly CompleteRequest[],
  ): Promise<readonly PromiseSettledResult<FileRecord>[]>;
  /** Waits until nobody in this or another process is completing the session, at most as long as a caller may wait. */
  settled(caller: Caller, sessionId: string): Promise<void>;
  /** Waits for the completions that are running here. */
  idle(): Promise<void>;
}

/** How often a completion in another process is looked after. */
const pollMs = 250;

/** Completions of one server: each session is worked on once, whoever else asks waits for that work. */
export function createCompletions(context: BackendContext): Completions {
  const running = new Map<string, Promise<void>>();

  /** Claims and completes. The promise settles with the work, which goes on when its callers stop waiting. */
  const begin = (caller: Caller, request: CompleteRequest): Promise<void> => {
    const sessionId = request.upload_session_id;
    const work = run(context, caller, request).finally(() => running.delete(sessionId));
    running.set(sessionId, work);
    // Its callers may have stopped waiting by then.
    work.catch((error: unknown) => {
      context.log({
        level: 'warn',
        event: 'completion.failed',
        requestId: caller.requestId,
        sessionId,
        error,
      });
    });
    return work;
  };

  const waitForOthers = async (caller: Caller, sessionId: string, deadlineMs: number): Promise<void> => {
    for (;;) {
      const session = await requireSession(context, caller.principal, sessionId);
      if (!isClaimed(session, context.clock.now())) return;
      const leftMs = deadlineMs - performance.now();
      if (leftMs <= 0) throw completing(session);
      await new Promise((resolve) => setTimeout(resolve, Math.min(pollMs, leftMs)));
    }
  };

  const deadline = () => performance.now() + context.settings.completionWaitMs;

  const complete = async (
    caller: Caller,
    request: CompleteRequest,
    deadlineMs: number,
  ): Promise<FileRecord> => {
    const sessionId = request.upload_session_id;
    for (;;) {
      const session = await touchSession(context, caller, sessionId);
      requireSoundList(session, request.parts ?? []);
      if (session.status === 'completed') {
        return toFileRecord(context, await requireFile(context, caller.principal, session.file_id));
      }
      if (session.status !== 'uploading') throw closed(session);
      if (performance.now() >= deadlineMs) throw completing(session);
      const isFree = !isClaimed(session, context.clock.now());
      const work = running.get(sessionId) ?? (isFree ? begin(caller, request) : undefined);
      if (work) await withDeadline(work, deadlineMs, () => completing(session));
      else await waitForOthers(caller, sessionId, deadlineMs);
    }
  };

  return {
    complete: (caller, request) => complete(caller, request, deadline()),
    completeBatch: createCompleteBatch({ context, running, complete, deadline }),
    async settled(caller, sessionId) {
      const deadlineMs = performance.now() + context.settings.completionWaitMs;
      const session = await requireSession(context, caller.principal, sessionId);
      const work = running.get(sessionId);
      // What became of the work shows in the session, whether it succeeded or not.
      if (work)
        await withDeadline(
          work.catch(() => undefined),
          deadlineMs,
          () => completing(session),
        );
      await waitForOthers(caller, sessionId, deadlineMs);
    },
    async idle() {
      await Promise.allSettled(running.values());
    },
  };
}

async function run(context: BackendContext, caller: Caller, request: CompleteRequest): Promise<void> {
  const claim = await claimSession(context, request.upload_session_id);
  // Somebody else was faster; the caller looks again.
  if (!claim) return;
  const actor = { id: caller.principal.userId, requestId: caller.requestId };
  try {
    await whileClaimed(context, claim, () =>
      runCompletion(context, { claim, actor, sentParts: request.parts ?? [] }),
    );
  } finally {
    await releaseClaim(context, claim);
  }
}
