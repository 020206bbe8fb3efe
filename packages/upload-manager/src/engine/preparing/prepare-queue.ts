import pLimit from 'p-limit';
import { brokenRule, type UploadRules } from '../../core/upload-rules.ts';
import type { FileDescriptor, UploadOptions, UploadSnapshot } from '../../core/upload-snapshot.ts';
import { untilAborted } from '../../errors/until-aborted.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { UploadHooks } from '../../upload-manager.ts';
import type { Dispatcher } from '../dispatch.ts';
import type { UploadJob } from '../upload-job.ts';
import { toPlainOptions } from './to-plain-options.ts';

export interface PrepareQueue {
  /** Calls `start` with the job in one of the next slices of time. Returns the way out of the queue. */
  request(job: UploadJob, start: (job: UploadJob) => void): () => void;
  /** Reads the file's size and time, shows them, and asks the rules and the hook whether it may be uploaded. */
  prepare(job: UploadJob, signal: AbortSignal): Promise<void>;
  /** Whether files wait to be read. */
  isBusy(): boolean;
}

export interface PrepareQueueOptions {
  readonly dispatcher: () => Dispatcher;
  readonly clock: Clock;
  readonly rules: UploadRules;
  readonly beforeUpload: UploadHooks['beforeUpload'];
  /** Aborts when the manager is destroyed. */
  readonly signal: AbortSignal;
}

/** The first read of a file's size costs a quarter of a millisecond: thousands are read in slices, never in one task. */
const sliceMs = 8;

/** A hook may read the file: it is asked about a few at a time. */
const hooksAtOnce = 4;

export function createPrepareQueue(options: PrepareQueueOptions): PrepareQueue {
  const { beforeUpload, clock, dispatcher, rules } = options;
  const hookLimit = pLimit(hooksAtOnce);
  /** Files that passed the rules, in the order in which they came. */
  const taken = new Set<string>();
  const waiting = new Map<UploadJob, (job: UploadJob) => void>();
  let isTaking = false;

  function takeSlice(): void {
    const endsAt = clock.now() + sliceMs;
    for (const [job, start] of waiting) {
      waiting.delete(job);
      start(job);
      if (clock.now() >= endsAt) return;
    }
  }

  async function takeAll(): Promise<void> {
    isTaking = true;
    try {
      while (waiting.size > 0) {
        // Never in the task in which the files are added, which may be long as it is.
        await clock.sleep(0, options.signal);
        takeSlice();
      }
    } catch {
      // The manager was destroyed: nobody waits for the rest.
    } finally {
      isTaking = false;
    }
  }

  function describe(job: UploadJob): FileDescriptor & { readonly sizeBytes: number } {
    if (job.source === null) throw new UploadError('needs_file', `Upload ${job.id} has no file`);
    const { mimeType, name, relativePath } = job.source;
    return { name, mimeType, relativePath, ...job.source.stat() };
  }

  /** Counted only where there is a limit: it is the number of files still in the list that were taken before. */
  function countWith(id: string): number {
    if (rules.maxFiles === undefined) return 1;
    for (const other of taken) {
      const status = dispatcher().snapshot(other)?.state.status;
      if (status === undefined || status === 'failed' || status === 'cancelled') taken.delete(other);
    }
    return taken.has(id) ? taken.size : taken.size + 1;
  }

  async function askHook(upload: UploadSnapshot, job: UploadJob, signal: AbortSignal): Promise<void> {
    if (beforeUpload === undefined || job.source === null) return;
    const { file, id } = upload;
    const { sizeBytes } = job.source.stat();
    const blob = job.source.slice(0, sizeBytes);
    const answer = await hookLimit(async () => {
      signal.throwIfAborted();
      return untilAborted(Promise.resolve(beforeUpload(upload, { blob, signal })), signal);
    });
    if (answer === undefined || answer === null) return;
    if ('refuse' in answer) {
      throw new UploadError('file_refused', `${file.name} was refused by the page`, {
        details: { reason: answer.refuse },
      });
    }
    dispatcher().describeOptions(id, toPlainOptions(mergeOptions(upload.options, answer.options)));
  }

  return {
    request(job, start) {
      waiting.set(job, start);
      if (!isTaking) void takeAll();
      return () => {
        waiting.delete(job);
      };
    },
    isBusy: () => waiting.size + hookLimit.pendingCount > 0,
    async prepare(job, signal) {
      const file = describe(job);
      dispatcher().describeFile(job.id, file);
      const broken = brokenRule(rules, file, countWith(job.id));
      if (broken !== null) throw broken;
      taken.add(job.id);
      const upload = dispatcher().snapshot(job.id);
      if (upload !== undefined) await askHook(upload, job, signal);
    },
  };
}

/** What the page adds wins; metadata is merged by its keys. */
function mergeOptions(options: UploadOptions, added: UploadOptions): UploadOptions {
  const metadata = added.metadata && { metadata: { ...options.metadata, ...added.metadata } };
  return { ...options, ...added, ...metadata };
}
