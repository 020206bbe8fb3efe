import { isFinished } from '../../core/selectors.ts';
import type { UploadSnapshot } from '../../core/upload-snapshot.ts';
import type { UploadState } from '../../core/upload-state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileSource } from '../../ports/file-source.ts';
import type { Dispatcher } from '../dispatch.ts';
import type { UploadJob } from '../upload-job.ts';
import type { TabMessageBody, UploadsMessage, WireUpload } from './tab-message.ts';
import { toWireState } from './wire-state.ts';

export interface PublisherParts {
  readonly dispatcher: Dispatcher;
  readonly jobs: ReadonlyMap<string, UploadJob>;
  readonly clock: Clock;
  readonly post: (message: TabMessageBody) => void;
  readonly signal: AbortSignal;
}

export interface Publisher {
  /** Tells every upload of this page, and from then on each change. */
  publishAll(): void;
}

/** As often as a page shows its own progress. */
const tickMs = 100;

/** Handing a file over costs a fifth of a millisecond (measured in Chromium): this many at once block nobody. */
const mostPerMessage = 100;

/** After a silence the last number is said again, in case the last message was the one that got lost. */
const reminderMs = 3000;

/** What the others were told last of an upload. */
interface Told {
  readonly state: UploadState;
  readonly file: UploadSnapshot['file'];
  readonly source: FileSource | null;
}

/** Tells the other pages about the uploads this page works on: at most ten messages a second, however many change. */
export function createPublisher({ dispatcher, jobs, clock, post, signal }: PublisherParts): Publisher {
  const changed = new Set<string>();
  const told = new Map<string, Told>();
  let sequence = 0;
  let isWatched = false;
  let isListing = false;
  let isRunning = false;
  let reminder = new AbortController();

  function ownIds(): readonly string[] {
    return dispatcher.list.getState().ids.filter((id) => dispatcher.snapshot(id)?.owner === 'this-page');
  }

  function takeChanged(): readonly string[] {
    const ids = [...changed].slice(0, mostPerMessage);
    for (const id of ids) changed.delete(id);
    return ids;
  }

  function say(content: Pick<UploadsMessage, 'uploads' | 'progress' | 'removed' | 'all'>): void {
    sequence += 1;
    post({ type: 'uploads', sequence, ...content });
  }

  function flush(): void {
    const uploads: WireUpload[] = [];
    const progress: UploadsMessage['progress'] = [];
    const removed: string[] = [];
    for (const id of takeChanged()) {
      const upload = dispatcher.snapshot(id);
      const before = told.get(id);
      if (upload?.owner === 'this-page') {
        const source = jobs.get(id)?.source ?? null;
        const { state, file } = upload;
        if (before?.state === state && before.file === file && before.source === source) {
          progress.push({ id, ...toWireProgress(upload) });
          continue;
        }
        told.set(id, { state, file, source });
        uploads.push(toWireUpload(upload, jobs.get(id), source === before?.source ? null : source));
        continue;
      }
      told.delete(id);
      // An upload that moved to another page is that page's to tell about.
      if (upload === undefined && before !== undefined) removed.push(id);
    }
    const isEnd = isListing && changed.size === 0;
    if (isEnd) isListing = false;
    if (isEnd || uploads.length + progress.length + removed.length > 0) {
      say({ uploads, progress, removed, all: isEnd ? [...ownIds()] : null });
    }
  }

  async function run(): Promise<void> {
    isRunning = true;
    reminder.abort();
    try {
      while (changed.size > 0 || isListing) {
        flush();
        await clock.sleep(tickMs, signal);
      }
    } catch {
      // The manager was destroyed: nobody waits for news of it.
      return;
    } finally {
      isRunning = false;
    }
    reminder = new AbortController();
    void remind(AbortSignal.any([reminder.signal, signal]));
  }

  async function remind(silence: AbortSignal): Promise<void> {
    try {
      await clock.sleep(reminderMs, silence);
    } catch {
      // There was more to tell, or nobody is left to tell it.
      return;
    }
    say({ uploads: [], progress: [], removed: [], all: null });
  }

  dispatcher.watch((id) => {
    if (!isWatched) return;
    changed.add(id);
    if (!isRunning) void run();
  }, signal);

  return {
    publishAll() {
      isWatched = true;
      isListing = true;
      // Whoever asks may have nothing yet, so files are handed over again.
      told.clear();
      for (const id of ownIds()) changed.add(id);
      if (!isRunning) void run();
    },
  };
}

function toWireProgress({ progress: { inFlight, bytesPerSecond } }: UploadSnapshot) {
  return { inFlight: [...inFlight], bytesPerSecond };
}

function toWireUpload(
  upload: UploadSnapshot,
  job: UploadJob | undefined,
  newSource: FileSource | null,
): WireUpload {
  const { id, file, options, addedAt, state } = upload;
  return {
    id,
    file,
    options: { ...options },
    addedAt,
    state: toWireState(state),
    ...toWireProgress(upload),
    ...(newSource === null || isFinished(state) ? {} : { bytes: newSource.file }),
    idempotencyKey: job?.idempotencyKey ?? '',
  };
}
