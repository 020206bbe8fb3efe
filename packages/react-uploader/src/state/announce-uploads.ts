import type { UploadManager, UploadSnapshot } from '@holdfast/upload-manager';
import { describeError } from '@holdfast/upload-manager/messages';
import type { UploaderWording } from '../texts/uploader-wording.ts';
import { type Schedule, scheduleTimeout } from './schedule.ts';

export interface AnnounceUploadsOptions {
  readonly manager: UploadManager;
  readonly wording: UploaderWording;
  readonly announce: (text: string) => void;
  readonly schedule?: Schedule;
}

type ManyFiles = 'addedFiles' | 'completedFiles' | 'failedFiles';

/** A folder's thousand files become one sentence, not a thousand. */
const batchMs = 700;

/** Says what came, what arrived and what failed, counted over a short while. Progress is never said. */
export function announceUploads(options: AnnounceUploadsOptions): () => void {
  const { manager, wording, announce, schedule = scheduleTimeout } = options;
  const { say } = wording;
  let added: UploadSnapshot[] = [];
  let restored: UploadSnapshot[] = [];
  let completed: UploadSnapshot[] = [];
  let failed: { readonly name: string; readonly reason: string }[] = [];
  let cancelFlush: (() => void) | null = null;

  function flush() {
    cancelFlush = null;
    const sentences = [
      sentence(added, ({ file }) => say('addedFile', { name: file.name }), 'addedFiles'),
      restored.length === 0 ? null : say('restoredUploads', { count: restored.length }),
      sentence(completed, ({ file }) => say('completedFile', { name: file.name }), 'completedFiles'),
      sentence(failed, (first) => say('failedFile', first), 'failedFiles'),
    ];
    added = [];
    restored = [];
    completed = [];
    failed = [];
    for (const text of sentences) if (text !== null) announce(text);
  }

  function sentence<T>(items: readonly T[], one: (first: T) => string, many: ManyFiles) {
    const [first] = items;
    if (first === undefined) return null;
    return items.length === 1 ? one(first) : say(many, { count: items.length });
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
      failed.push({ name: upload.file.name, reason: describeError(error, wording).text });
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
