import type {
  UploadError,
  UploadErrorCode,
  UploadManager,
  UploadSnapshot,
  UploadTotals,
} from '@holdfast/upload-manager';
import { describeError } from '@holdfast/upload-manager/messages';
import type { UploaderWording } from '../texts/uploader-wording.ts';
import type { Politeness } from './announcer.ts';
import { type Schedule, scheduleTimeout } from './schedule.ts';

export interface AnnounceUploadsOptions {
  readonly manager: UploadManager;
  /** The words of the moment. */
  readonly wording: { readonly current: UploaderWording };
  readonly announce: (text: string, politeness?: Politeness) => void;
  readonly schedule?: Schedule;
}

interface Failure {
  readonly name: string;
  readonly error: UploadError;
}

/** No other file will fit either, until somebody does something. */
const urgentCodes: ReadonlySet<UploadErrorCode> = new Set([
  'quota_exceeded',
  'plan_limit_reached',
  'storage_full',
]);

type ManyFiles = 'addedFiles' | 'completedFiles' | 'failedFiles';

/** A folder's thousand files become one sentence, not a thousand. */
const batchMs = 700;

/** Says what came, what arrived and what failed, counted over a short while. Progress is never said. */
export function announceUploads(options: AnnounceUploadsOptions): () => void {
  const { manager, wording, announce, schedule = scheduleTimeout } = options;
  let added: UploadSnapshot[] = [];
  let restored: UploadSnapshot[] = [];
  let completed: UploadSnapshot[] = [];
  let failed: Failure[] = [];
  let cancelFlush: (() => void) | null = null;

  function flush() {
    const { say } = wording.current;
    cancelFlush = null;
    const calm = [
      sentence(added, ({ file }) => say('addedFile', { name: file.name }), 'addedFiles'),
      restored.length === 0 ? null : say('restoredUploads', { count: restored.length }),
      sentence(completed, ({ file }) => say('completedFile', { name: file.name }), 'completedFiles'),
    ];
    const isUrgent =
      failed.some(({ error }) => urgentCodes.has(error.code)) || areAllFailed(manager.list.getState().totals);
    const failure = sentence(
      failed,
      ({ name, error }) => say('failedFile', { name, reason: describeError(error, wording.current).text }),
      'failedFiles',
    );
    added = [];
    restored = [];
    completed = [];
    failed = [];
    for (const text of calm) if (text !== null) announce(text);
    if (failure !== null) announce(failure, isUrgent ? 'assertive' : 'polite');
  }

  function sentence<T>(items: readonly T[], one: (first: T) => string, many: ManyFiles) {
    const [first] = items;
    if (first === undefined) return null;
    return items.length === 1 ? one(first) : wording.current.say(many, { count: items.length });
  }

  function scheduleFlush() {
    cancelFlush ??= schedule(flush, batchMs);
  }

  const stops = [
    manager.on('added', ({ upload }) => {
      (isNew(upload) ? added : restored).push(upload);
      scheduleFlush();
    }),
    // Nothing goes on until somebody does something.
    manager.on('signInNeeded', () => announce(wording.current.say('waitSignIn'), 'assertive')),
    manager.on('completed', ({ upload }) => {
      completed.push(upload);
      scheduleFlush();
    }),
    manager.on('failed', ({ upload, error }) => {
      failed.push({ name: upload.file.name, error });
      scheduleFlush();
    }),
  ];
  return () => {
    cancelFlush?.();
    for (const stop of stops) stop();
  };
}

/** Several, and not one of them arrived or is still on its way. */
function areAllFailed({ count, failed }: UploadTotals): boolean {
  return count > 1 && failed === count;
}

/** What an earlier page left behind enters the list with a session. */
function isNew(upload: UploadSnapshot): boolean {
  return upload.state.status === 'preparing' || upload.state.status === 'queued';
}
