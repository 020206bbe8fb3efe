import * as v from 'valibot';
import { fileRecord, mergePatch, metadata as metadataSchema } from '../../contract/index.ts';
import { sessionOf, storedPartsOf } from '../../core/selectors.ts';
import type { UploadEffect } from '../../core/upload-effect.ts';
import type { UploadMetadata, UploadSnapshot } from '../../core/upload-snapshot.ts';
import type { UploadState } from '../../core/upload-state.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { UploadManager } from '../../upload-manager.ts';
import type { ApiClient } from '../calls/api-client.ts';
import type { Dispatcher } from '../dispatch.ts';
import { toPlainOptions } from '../preparing/to-plain-options.ts';
import type { UploadJob } from '../upload-job.ts';

export interface MetadataEditorParts {
  readonly clock: Clock;
  readonly dispatcher: Pick<Dispatcher, 'snapshot' | 'describeOptions' | 'watch'>;
  readonly jobs: ReadonlyMap<string, UploadJob>;
  readonly loadCall: () => Promise<ApiClient['call']>;
  readonly runEffects: (id: string, effects: readonly UploadEffect[]) => void;
  /** Aborts when the manager is destroyed. */
  readonly signal: AbortSignal;
}

/**
 * Changes what an app keeps with its uploads. What the server does not know of yet is told to it with the session; what
 * it knows of is edited there, and shown when the server has it.
 */
export function createMetadataEditor(parts: MetadataEditorParts): UploadManager['editMetadata'] {
  const { clock, dispatcher, jobs, loadCall, runEffects, signal } = parts;
  /** The last edit of each upload: edits of one upload are kept in the order they were asked for. */
  const latest = new Map<string, Promise<void>>();

  function ownUpload(id: string): UploadSnapshot {
    const upload = dispatcher.snapshot(id);
    if (upload === undefined) throw new UploadError('not_found', `There is no upload ${id}`);
    if (upload.owner === 'this-page') return upload;
    throw new UploadError('session_state_conflict', `Another page works on upload ${id}`);
  }

  async function edit(id: string, patch: UploadMetadata): Promise<void> {
    await untilAnswered(id);
    const before = ownUpload(id);
    checkMetadata(id, patched(before, patch));
    const fileId = fileIdOf(before.state);
    if (fileId !== null) {
      const call = await loadCall();
      await call('editFile', {
        schema: fileRecord,
        parameters: { id: fileId },
        body: { metadata: patch },
        signal,
      });
    }
    const upload = dispatcher.snapshot(id);
    if (upload === undefined) return;
    // The session was lost meanwhile: the file that takes its place has to be told as well.
    if (fileIdOf(upload.state) !== fileId) return edit(id, patch);
    if (fileId === null) openAnew(id);
    dispatcher.describeOptions(id, toPlainOptions({ ...upload.options, metadata: patched(upload, patch) }));
    const session = sessionOf(upload.state);
    if (session === null) return;
    const paused = upload.state.status === 'paused';
    runEffects(id, [{ type: 'persistSession', session, storedParts: storedPartsOf(upload.state), paused }]);
  }

  /** Asked again with other words, the server would refuse the key it knows. */
  function openAnew(id: string): void {
    const job = jobs.get(id);
    if (job === undefined) return;
    job.idempotencyKey = clock.createId();
    if (job.lateSession !== null) runEffects(id, [{ type: 'cancelSession', session: job.lateSession }]);
    job.lateSession = null;
  }

  /** While the server is asked for a session nobody knows which words it will have heard. */
  async function untilAnswered(id: string): Promise<void> {
    const isAsking = () => dispatcher.snapshot(id)?.state.status === 'initiating';
    if (!isAsking()) return;
    const watching = new AbortController();
    const either = AbortSignal.any([signal, watching.signal]);
    await new Promise<void>((resolve) => {
      either.addEventListener('abort', () => resolve(), { once: true });
      dispatcher.watch((changed) => {
        if (changed === id && !isAsking()) watching.abort();
      }, either);
    });
    signal.throwIfAborted();
  }

  return (id, patch) => {
    const previous = latest.get(id) ?? Promise.resolve();
    // One that failed said so to whoever asked for it.
    const next = previous.catch(() => {}).then(() => edit(id, patch));
    latest.set(id, next);
    return next.finally(() => {
      if (latest.get(id) === next) latest.delete(id);
    });
  };
}

/** The file that is stored, or that the session stands for. */
function fileIdOf(state: UploadState): string | null {
  return state.status === 'completed' ? state.file.file_id : (sessionOf(state)?.fileId ?? null);
}

function patched({ options }: UploadSnapshot, patch: UploadMetadata): UploadMetadata {
  // An object patched with an object is an object.
  return mergePatch(options.metadata ?? {}, patch) as UploadMetadata;
}

function checkMetadata(id: string, value: UploadMetadata): void {
  const { issues } = v.safeParse(metadataSchema, value);
  if (issues === undefined) return;
  throw new UploadError('invalid_request', `The metadata of upload ${id} cannot be kept`, {
    retryable: false,
    details: { issues: issues.map(({ message }) => ({ path: 'metadata', message })) },
  });
}
