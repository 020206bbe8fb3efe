import pLimit from 'p-limit';
import { UploadError } from '../errors/upload-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dispatcher } from './dispatch.ts';
import type { UploadJob } from './upload-job.ts';

export interface PrepareQueue {
  /** Reads the file's size and time and shows them. */
  prepare(job: UploadJob, signal: AbortSignal): Promise<void>;
  /** Whether files wait to be read. */
  isBusy(): boolean;
}

/** The first read of a file's size costs a quarter of a millisecond: thousands are read in slices, never in one task. */
const sliceMs = 8;

export function createPrepareQueue(dispatcher: () => Dispatcher, clock: Clock): PrepareQueue {
  const oneByOne = pLimit(1);
  let sliceStartedAt = 0;

  return {
    isBusy: () => oneByOne.pendingCount > 0,
    prepare: (job, signal) =>
      oneByOne(async () => {
        signal.throwIfAborted();
        if (clock.now() - sliceStartedAt > sliceMs) {
          await clock.sleep(0, signal);
          sliceStartedAt = clock.now();
        }
        if (job.source === null) throw new UploadError('needs_file', `Upload ${job.id} has no file`);
        const { sizeBytes, lastModified } = job.source.stat();
        const upload = dispatcher().snapshot(job.id);
        if (upload !== undefined) {
          dispatcher().describeFile(job.id, { ...upload.file, sizeBytes, lastModified });
        }
      }),
  };
}
