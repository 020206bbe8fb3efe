import type { FileRecord } from '../contract/index.ts';
import { untilAborted } from '../errors/until-aborted.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { UploadEventMap } from '../upload-manager.ts';
import type { Emitter } from './emitter.ts';

/** The one end of an upload as a promise: its file, or the error it failed with; `aborted` when it was cancelled or taken away. */
export function uploadPromise(
  emitter: Emitter<UploadEventMap>,
  id: string,
  life: AbortSignal,
): Promise<FileRecord> {
  const stops: (() => void)[] = [];
  const end = new Promise<FileRecord>((resolve, reject) => {
    const onStop = () => reject(new UploadError('aborted', `Upload ${id} was stopped before its end`));
    stops.push(
      emitter.on('changed', ({ upload }) => {
        if (upload.id !== id) return;
        const { state } = upload;
        if (state.status === 'completed') resolve(state.file);
        if (state.status === 'failed') reject(state.error);
        if (state.status === 'cancelled') onStop();
      }),
      emitter.on('removed', (gone) => {
        if (gone.id === id) onStop();
      }),
    );
  });
  return untilAborted(end, life).finally(() => {
    for (const stop of stops) stop();
  });
}
