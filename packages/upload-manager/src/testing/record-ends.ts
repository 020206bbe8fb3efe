import type { UploadSnapshot } from '../core/upload-snapshot.ts';
import type { UploadManager } from '../upload-manager.ts';

/**
 * How the uploads of a manager ended, in order: `completed film.mp4`, `failed film.mp4 quota_exceeded`,
 * `cancelled film.mp4`. An upload that ends twice without having been tried again throws, which fails the test.
 */
export function recordEnds(manager: UploadManager): readonly string[] {
  const ends: string[] = [];
  const ended = new Set<string>();

  function end({ id, file }: UploadSnapshot, how: string, detail = ''): void {
    ends.push(`${how} ${file.name}${detail}`);
    if (ended.has(id)) throw new Error(`Upload ${id} ended twice: ${ends.join(', ')}`);
    ended.add(id);
  }

  manager.on('completed', ({ upload }) => end(upload, 'completed'));
  manager.on('failed', ({ upload, error }) => end(upload, 'failed', ` ${error.code}`));
  manager.on('cancelled', ({ upload }) => end(upload, 'cancelled'));
  manager.on('changed', ({ previous }) => {
    // A failed upload that is tried again has another end ahead.
    if (previous.state.status === 'failed') ended.delete(previous.id);
  });
  return ends;
}
