import type { FileRecord } from '../contract/index.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { UploadEventMap } from '../upload-manager.ts';
import type { Emitter } from './emitter.ts';

/** The one end of an upload as a promise: its file, or the error it failed with; `aborted` when it was cancelled or taken away. */
export function uploadPromise(
  emitter: Emitter<UploadEventMap>,
  id: string,
  life: AbortSignal,
): Promise<FileRecord> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      for (const stop of stops) stop();
      life.removeEventListener('abort', onStop);
      end();
    };
    const onStop = () =>
      settle(() => reject(new UploadError('aborted', `Upload ${id} was stopped before its end`)));
    const stops = [
      emitter.on('completed', ({ upload, file }) => {
        if (upload.id === id) settle(() => resolve(file));
      }),
      emitter.on('failed', ({ upload, error }) => {
        if (upload.id === id) settle(() => reject(error));
      }),
      emitter.on('cancelled', ({ upload }) => {
        if (upload.id === id) onStop();
      }),
      emitter.on('removed', (gone) => {
        if (gone.id === id) onStop();
      }),
    ];
    life.addEventListener('abort', onStop, { once: true });
  });
}
