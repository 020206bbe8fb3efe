import type { UploadEffect } from '../../core/upload-effect.ts';
import type { UploadOptions } from '../../core/upload-snapshot.ts';
import type { UploadState } from '../../core/upload-state.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileInput, FileSource, FileSources } from '../../ports/file-source.ts';
import type { UploadManager } from '../../upload-manager.ts';
import type { Dispatcher, NewUpload } from '../dispatch.ts';
import type { TabLink } from '../tabs/tab-link.ts';
import { createUploadJob, type UploadJob } from '../upload-job.ts';
import { toFileInputs } from './to-file-inputs.ts';
import { toPlainOptions } from './to-plain-options.ts';

export interface FileIntake extends Pick<UploadManager, 'add' | 'provideFile'> {
  /** Hands the bytes to an upload, of this page or another. */
  provideSource(id: string, source: FileSource): void;
}

export interface FileIntakeParts {
  readonly clock: Clock;
  readonly dispatcher: Dispatcher;
  readonly fileSources: FileSources;
  readonly jobs: Map<string, UploadJob>;
  readonly runEffects: (id: string, effects: readonly UploadEffect[]) => void;
  readonly tabLink: Pick<TabLink, 'open' | 'whenLoaded'>;
  /** Aborts when the manager is destroyed. */
  readonly signal: AbortSignal;
}

const preparing: UploadState = { status: 'preparing' };
const toPrepare: readonly UploadEffect[] = [{ type: 'prepare' }];

/** The ways a file gets in: as a new upload, or as the bytes an upload waits for. */
export function createFileIntake(parts: FileIntakeParts): FileIntake {
  const { clock, dispatcher, fileSources, jobs, runEffects, signal, tabLink } = parts;

  /** Whether an upload of an earlier page still has no bytes: it asks for them, or will when it is resumed. */
  function isWaiting(id: string): boolean {
    const state = dispatcher.snapshot(id)?.state;
    if (state?.status === 'needs-file') return true;
    return state?.status === 'paused' && state.session !== null && jobs.get(id)?.source === null;
  }

  /**
   * The upload that waits for this very file, if exactly one does: of several, the content decides later. Sizes are read
   * only where the name fits.
   */
  function findWaiting(waiting: readonly string[], source: FileSource): string | undefined {
    const [found, another] = waiting.filter((id) => {
      const file = dispatcher.snapshot(id)?.file;
      if (file?.name !== source.name || file.relativePath !== source.relativePath) return false;
      return file.sizeBytes === source.stat().sizeBytes && isWaiting(id);
    });
    return another === undefined ? found : undefined;
  }

  function provideSource(id: string, source: FileSource): void {
    const job = jobs.get(id);
    const upload = dispatcher.snapshot(id);
    if (upload?.owner === 'other-page') tabLink.whenLoaded((tabs) => tabs.provideFile(id, source));
    if (job === undefined || upload === undefined) return;
    const { state } = upload;
    if (state.status === 'needs-file' && source.stat().sizeBytes !== state.session.fileSize) {
      const error = new UploadError('file_mismatch', `The file offered for ${id} has another size`, {
        details: { expected_bytes: state.session.fileSize, offered_bytes: source.stat().sizeBytes },
      });
      dispatcher.dispatch(id, { type: 'fileRefused', error });
      return;
    }
    job.source = source;
    job.handle = source.handle;
    job.isVerified = false;
    job.isOffer = false;
    dispatcher.dispatch(id, { type: 'fileProvided' });
    // Handing in the file of a paused upload is the wish to go on.
    dispatcher.dispatch(id, { type: 'resumeRequested' });
  }

  /** A row and a job of its own for a file that no upload waits for by name. */
  function toNewUpload(source: FileSource, options: UploadOptions, candidates: readonly string[]): NewUpload {
    const id = clock.createId();
    const { handle, mimeType, name, relativePath } = source;
    // The id is as good a name for its first session as a second one would be.
    const { idempotencyKey = id } = options;
    jobs.set(id, createUploadJob({ id, idempotencyKey, source, handle, fingerprint: null, candidates }));
    return {
      id,
      owner: 'this-page',
      file: { name, mimeType, relativePath, sizeBytes: null, lastModified: null },
      options,
      addedAt: clock.now(),
      state: preparing,
    };
  }

  function add(files: Iterable<FileInput>, options: UploadOptions = {}): readonly string[] {
    signal.throwIfAborted();
    const inputs = toFileInputs(files);
    const plainOptions = toPlainOptions(options);
    if (options.idempotencyKey !== undefined && inputs.length > 1) {
      throw new TypeError('An idempotency key names one upload: add one file with it');
    }
    void tabLink.open();
    const allWaiting = dispatcher.list.getState().ids.filter(isWaiting);
    const added: NewUpload[] = [];
    const ids = inputs.map((input) => {
      const source = fileSources.open(input);
      const waiting = findWaiting(allWaiting, source);
      if (waiting !== undefined) {
        provideSource(waiting, source);
        return waiting;
      }
      const upload = toNewUpload(source, plainOptions, allWaiting);
      added.push(upload);
      return upload.id;
    });
    dispatcher.insert(added);
    for (const { id } of added) {
      // Who was told that it is added may have answered with a command.
      if (dispatcher.snapshot(id)?.state === preparing) runEffects(id, toPrepare);
    }
    return ids;
  }

  return {
    add,
    provideFile(id, file) {
      signal.throwIfAborted();
      for (const input of toFileInputs([file])) provideSource(id, fileSources.open(input));
    },
    provideSource,
  };
}
