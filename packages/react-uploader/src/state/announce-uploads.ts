import { describeError, type UploadManager, type UploadSnapshot } from '@holdfast/upload-manager';
import type { Wording } from '../texts/wording.ts';
import { type Schedule, scheduleTimeout } from './schedule.ts';

export interface AnnounceUploadsOptions {
  readonly manager: UploadManager;
  readonly wording: Wording;
  readonly announce: (text: string) => void;
  readonly schedule?: Schedule;
}

/** A folder's thousand files become one sentence, not a thousand. */
const batchMs = 700;

/** Says what came, what arrived and what failed, counted over a short while. Progress is never said. */
export function announceUploads(options: AnnounceUploadsOptions): () => void {
  const { manager, wording, announce, schedule = scheduleTimeout } = options;
  const { texts } = wording;
  let added: UploadSnapshot[] = [];
  let restored: UploadSnapshot[] = [];
  let completed: UploadSnapshot[] = [];
  let failed: { readonly name: string; readonly reason: string }[] = [];
  let cancelFlush: (() => void) | null = null;

  function flush() {
    cancelFlush = null;
    const sentences = [
      sentence(added, (first) => texts.addedFile(first.file.name), texts.addedFiles),
      restored.length === 0 ? null : texts.restoredUploads(restored.length, wording.count(restored.length)),
      sentence(completed, (first) => texts.completedFile(first.file.name), texts.completedFiles),
      sentence(failed, (first) => texts.failedFile(first.name, first.reason), texts.failedFiles),
    ];
    added = [];
    restored = [];
    completed = [];
    failed = [];
    for (const text of sentences) if (text !== null) announce(text);
  }

  function sentence<T>(items: readonly T[], one: (first: T) => string, many: (count: string) => string) {
    const [first] = items;
    if (first === undefined) return null;
    return items.length === 1 ? one(first) : many(wording.count(items.length));
  }

  function scheduleFlush() {
    cancelFlush ??= schedule(flush, batchMs);
  }

  const stops = [
    manager.on('added', ({ upload }) => {
      (isNew(upload) ? added : restored).push(upload);
      scheduleFlush();
    }),
    manager.on('completed', ({ upload }) => {
      completed.push(upload);
      scheduleFlush();
    }),
    manager.on('failed', ({ upload, error }) => {
      failed.push({ name: upload.file.name, reason: describeError(error).text });
      scheduleFlush();
    }),
  ];
  return () => {
    cancelFlush?.();
    for (const stop of stops) stop();
  };
}

/** What an earlier page left behind enters the list with a session. */
function isNew(upload: UploadSnapshot): boolean {
  return upload.state.status === 'preparing' || upload.state.status === 'queued';
}
