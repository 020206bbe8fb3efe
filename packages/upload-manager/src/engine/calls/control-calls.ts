import pLimit from 'p-limit';
import {
  type FileRecord,
  type InitiateBatchItem,
  limits,
  type SignedPart,
  type SignPartRequest,
  type UploadInstruction,
  type UploadSession,
} from '../../contract/index.ts';
import type { Session } from '../../core/upload-state.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Batcher, createBatcher } from './batcher.ts';
import { fromProblem } from './problem.ts';
import type { UploadCalls } from './upload-calls.ts';

type Initiate = (item: InitiateBatchItem, workspaceId: string | undefined) => Promise<UploadSession>;

/** Initiation, signing and completion, shared by all uploads in as few calls as possible. */
export interface ControlCalls {
  /** Runs the opening of one upload; while several are getting ready, their calls wait for each other. */
  opening<T>(task: (initiate: Initiate) => Promise<T>): Promise<T>;
  /** Runs the sending of one upload's bytes; small files near their end share one completion. */
  sending(session: Session, task: () => Promise<void>): Promise<void>;
  /** Signs parts; direct uploads that need a new URL at the same time share a call. */
  sign(
    session: Session,
    parts: readonly SignPartRequest[],
    signal: AbortSignal,
  ): Promise<readonly SignedPart[]>;
  complete(sessionId: string): Promise<FileRecord>;
}

/** With nothing to send, a batch leaves after this long even if it is not full. */
const initiateWindowMs = 1000;

/** The more files are still to come, the longer a completed small file waits for company. */
const completeWindowMsPerFile = 20;
const leastCompleteWindowMs = 500;
const mostCompleteWindowMs = 10_000;

/** After an interruption many direct uploads need new URLs within a moment of each other. */
const signWindowMs = 100;

export interface ControlCallsOptions {
  readonly api: UploadCalls;
  readonly clock: Clock;
  /** Whether files are being prepared that will soon ask for a session. */
  readonly isPreparing: () => boolean;
  /** Whether every connection has bytes to send, so that opening more sessions now would gain nothing. */
  readonly isSaturated: () => boolean;
  /** Uploads that go on by themselves. */
  readonly activeCount: () => number;
  readonly signal: AbortSignal;
}

export function createControlCalls(options: ControlCallsOptions): ControlCalls {
  const { activeCount, api, clock, isPreparing, isSaturated, signal } = options;
  const initiators = new Map<string | undefined, Batcher<InitiateBatchItem, UploadSession | UploadError>>();
  let openingCount = 0;
  let directCount = 0;
  // One call at a time keeps a connection free for bytes; a full batch behind it loses nothing.
  const oneByOne = pLimit(1);

  function initiatorOf(
    workspaceId: string | undefined,
  ): Batcher<InitiateBatchItem, UploadSession | UploadError> {
    const known = initiators.get(workspaceId);
    if (known !== undefined) return known;
    const batcher = createBatcher<InitiateBatchItem, UploadSession | UploadError>(
      {
        clock,
        maxItems: limits.maxBatchItems,
        windowMs: () => initiateWindowMs,
        isUnhurried: isSaturated,
        expectsMore: () => openingCount > 0 || isPreparing(),
        send: (items) => oneByOne(() => initiateAll(items, workspaceId)),
      },
      signal,
    );
    initiators.set(workspaceId, batcher);
    return batcher;
  }

  async function initiateAll(items: readonly InitiateBatchItem[], workspaceId: string | undefined) {
    const { results } = await api.initiate(items, workspaceId, signal);
    const isAbout = (result: (typeof results)[number], item: InitiateBatchItem) =>
      (result.client_reference ?? item.client_reference) === item.client_reference &&
      (result.session?.file_size ?? item.file_size) === item.file_size;
    return inOrderOf(items, results, isAbout).map((result) => result?.session ?? toItemError(result?.error));
  }

  const completer = createBatcher<string, FileRecord | UploadError>(
    {
      clock,
      maxItems: limits.maxBatchItems,
      windowMs: () =>
        Math.min(
          mostCompleteWindowMs,
          Math.max(leastCompleteWindowMs, activeCount() * completeWindowMsPerFile),
        ),
      expectsMore: () => directCount + openingCount > 0,
      send: async (sessionIds) => {
        const { results } = await api.complete(sessionIds, signal);
        const answers = inOrderOf(sessionIds, results, (result, id) => result.upload_session_id === id);
        return answers.map((result) => result?.file ?? toItemError(result?.error));
      },
    },
    signal,
  );

  const signer = createBatcher<
    { readonly upload_session_id: string; readonly checksum?: string },
    UploadInstruction | UploadError
  >(
    {
      clock,
      maxItems: limits.maxBatchItems,
      windowMs: () => signWindowMs,
      expectsMore: () => directCount > 1,
      send: async (uploads) => {
        const { results } = await api.signUploads(uploads, signal);
        const answers = inOrderOf(uploads, results, (result, asked) => {
          return result.upload_session_id === asked.upload_session_id;
        });
        return answers.map((result) => result?.upload ?? toItemError(result?.error));
      },
    },
    signal,
  );

  function pokeAll(): void {
    for (const batcher of initiators.values()) batcher.poke();
    completer.poke();
  }

  return {
    async opening(task) {
      openingCount += 1;
      let isCounted = true;
      const settle = () => {
        if (!isCounted) return;
        isCounted = false;
        openingCount -= 1;
        queueMicrotask(pokeAll);
      };
      try {
        return await task(async (item, workspaceId) => {
          settle();
          return unwrap(await initiatorOf(workspaceId).add(item));
        });
      } finally {
        settle();
      }
    },
    async sending(session, task) {
      if (session.uploadType !== 'direct') return task();
      directCount += 1;
      try {
        await task();
      } finally {
        directCount -= 1;
        queueMicrotask(pokeAll);
      }
    },
    async sign({ sessionId, uploadType }, parts, partsSignal) {
      const [only] = parts;
      if (uploadType === 'multipart' || only === undefined) {
        return (await api.signParts(sessionId, parts, partsSignal)).parts;
      }
      const { checksum, part_number } = only;
      const item = { upload_session_id: sessionId, ...(checksum === undefined ? {} : { checksum }) };
      return [{ part_number, ...unwrap(await signer.add(item)) }];
    },
    complete: async (sessionId) => unwrap(await completer.add(sessionId)),
  };
}

/**
 * Results keep the order of what was asked, and name it. `undefined` where one is missing or about something else: then
 * the answer is one that a proxy has kept of another call, and would put one file's bytes under another one's name.
 */
function inOrderOf<Asked, Result>(
  asked: readonly Asked[],
  results: readonly Result[],
  isAbout: (result: Result, asked: Asked) => boolean,
): readonly (Result | undefined)[] {
  return asked.map((item, index) => {
    const result = results[index];
    return result !== undefined && isAbout(result, item) ? result : undefined;
  });
}

function toItemError(problem: Parameters<typeof fromProblem>[0] | undefined): UploadError {
  if (problem !== undefined) return fromProblem(problem);
  return new UploadError('proxy_rejected', 'The answer to a batch says nothing of one of its items', {
    retryable: true,
  });
}

function unwrap<T>(result: T | UploadError): T {
  if (result instanceof UploadError) throw result;
  return result;
}
