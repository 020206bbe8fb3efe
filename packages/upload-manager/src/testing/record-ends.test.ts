import { describe, expect, it, vi } from 'vitest';
import type { UploadSnapshot } from '../core/upload-snapshot.ts';
import type { UploadEventMap, UploadManager } from '../upload-manager.ts';
import { createTestUploadManager } from './create-test-upload-manager.ts';
import { createFakeFile } from './fake-file.ts';
import { recordEnds } from './record-ends.ts';

/** A manager that does what no engine may: say whatever it is told to. */
function createLiar() {
  const listeners = new Map<string, (event: never) => void>();
  const on = vi.fn((name: string, listener: (event: never) => void) => {
    listeners.set(name, listener);
    return () => {};
  });
  return {
    manager: { on } as unknown as UploadManager,
    say<Name extends keyof UploadEventMap>(name: Name, event: Partial<UploadEventMap[Name]>) {
      listeners.get(name)?.(event as never);
    },
  };
}

const upload = { id: 'u1', file: { name: 'film.mp4' } } as UploadSnapshot;

describe('the record of ends (R-F9)', () => {
  it('lists how each upload ended, in order', async () => {
    const { backend, clock, manager } = createTestUploadManager();
    const ends = recordEnds(manager);
    backend.refuse('too-big.bin', { code: 'file_too_large' });

    manager.add([createFakeFile({ name: 'too-big.bin' }), createFakeFile({ name: 'note.txt' })]);
    await clock.advance(10_000);
    manager.destroy();

    expect([...ends].sort()).toEqual(['completed note.txt', 'failed too-big.bin file_too_large']);
  });

  it('throws when an upload ends twice', () => {
    const { manager, say } = createLiar();
    recordEnds(manager);
    say('cancelled', { upload });

    expect(() => say('cancelled', { upload })).toThrow('Upload u1 ended twice');
  });

  it('takes a failed upload that is tried again for one with an end ahead', () => {
    const { manager, say } = createLiar();
    const ends = recordEnds(manager);
    const failed = { ...upload, state: { status: 'failed' } } as UploadSnapshot;
    say('failed', { upload, error: { code: 'network' } as UploadEventMap['failed']['error'] });

    say('changed', { upload, previous: failed });
    say('completed', { upload });

    expect(ends).toEqual(['failed film.mp4 network', 'completed film.mp4']);
  });
});
