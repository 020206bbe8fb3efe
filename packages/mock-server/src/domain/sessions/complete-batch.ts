import type { CompleteRequest, FileRecord } from '@holdfast/upload-manager/contract';
import type { FileRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { toFileRecord } from '../files/to-file-record.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { Caller } from '../principal.ts';
import { completeTogether } from './complete-together.ts';
import { claimUntouched } from './completion-claim.ts';
import { withDeadline } from './with-deadline.ts';

/** How many of a batch are completed side by side, for most of a completion is waiting for the disk. */
const batchConcurrency = 8;

interface BatchOptions {
  readonly context: BackendContext;
  /** The completions of this server, by session. */
  readonly running: Map<string, Promise<void>>;
  complete(caller: Caller, request: CompleteRequest, deadlineMs: number): Promise<FileRecord>;
  /** Until when somebody who asks now may wait. */
  deadline(): number;
}

type CompleteBatch = (
  caller: Caller,
  requests: readonly CompleteRequest[],
) => Promise<readonly PromiseSettledResult<FileRecord>[]>;

/** Completes the files of a batch together where nothing stands against it, and the others one by one. */
export function createCompleteBatch({ context, running, complete, deadline }: BatchOptions): CompleteBatch {
  /** Claims what can be claimed. The work goes on when its callers stop waiting. */
  const beginTogether = async (
    caller: Caller,
    requests: ReadonlyMap<string, CompleteRequest>,
  ): Promise<ReadonlyMap<string, FileRow>> => {
    const claimed = await claimUntouched(context, caller.principal, [...requests.keys()]);
    const ids = claimed.sessions.map(({ id }) => id);
    if (ids.length === 0) return new Map();
    const work = completeTogether(context, caller, { claimed, requests }).finally(() => {
      for (const id of ids) running.delete(id);
    });
    // Whoever waits for one of them looks at its session afterwards, whatever became of the others.
    const ended = work.then(
      () => undefined,
      (error: unknown) =>
        context.log({ level: 'warn', event: 'completion.failed', requestId: caller.requestId, error }),
    );
    for (const id of ids) running.set(id, ended);
    return work;
  };

  const takeTogether = async (
    caller: Caller,
    requests: ReadonlyMap<string, CompleteRequest>,
    deadlineMs: number,
  ): Promise<ReadonlyMap<string, FileRow>> => {
    if (requests.size < 2) return new Map();
    try {
      const late = () => new Error('A batch took longer than its caller may wait');
      return await withDeadline(beginTogether(caller, requests), deadlineMs, late);
    } catch (error) {
      // Each is then asked for by itself, and says what there is to say of it.
      context.log({ level: 'info', event: 'batch.taken_apart', requestId: caller.requestId, error });
      return new Map();
    }
  };

  return async (caller, requests) => {
    const firsts = new Map<string, CompleteRequest>();
    for (const request of requests) {
      const { upload_session_id } = request;
      if (!firsts.has(upload_session_id)) firsts.set(upload_session_id, request);
    }
    const setDeadlineMs = deadline();
    const files = await takeTogether(caller, firsts, setDeadlineMs);
    // Once a caller has waited long enough for some, it does not wait again for each.
    const isLate = performance.now() >= setDeadlineMs;

    const answer = async (request: CompleteRequest): Promise<FileRecord> => {
      const isFirst = firsts.get(request.upload_session_id) === request;
      const file = isFirst ? files.get(request.upload_session_id) : undefined;
      if (file) return toFileRecord(context, file);
      return complete(caller, request, isLate ? setDeadlineMs : deadline());
    };
    return mapConcurrently(requests, batchConcurrency, async (request) => {
      const [outcome] = await Promise.allSettled([answer(request)]);
      return outcome;
    });
  };
}
