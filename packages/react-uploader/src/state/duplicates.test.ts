import { UploadError, type UploadState } from '@holdfast/upload-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  completedState,
  createScriptedManager,
  type ScriptedManager,
} from '../testing/create-scripted-manager.ts';
import { createDuplicates } from './duplicates.ts';

const failed: UploadState = {
  status: 'failed',
  error: new UploadError('network', 'x'),
  session: null,
  storedParts: [],
};

describe('R-C14 duplicates among the uploads', () => {
  let scripted: ScriptedManager;
  let duplicates: ReturnType<typeof createDuplicates>;
  let stop = () => {};
  let changes = 0;

  beforeEach(() => {
    scripted = createScriptedManager();
    duplicates = createDuplicates(scripted.manager);
    changes = 0;
    stop = duplicates.subscribe(() => {
      changes += 1;
    });
  });
  afterEach(() => stop());

  const ids = async () => {
    await Promise.resolve();
    return duplicates.getState().map(({ id }) => id);
  };

  it('are all but the first of the same name, folder, size and time', async () => {
    scripted.put({ name: 'a.jpg' });
    scripted.put({ name: 'a.jpg', relativePath: 'holiday/a.jpg' });
    scripted.put({ name: 'a.jpg', sizeBytes: 17 });
    const second = scripted.put({ name: 'a.jpg' });
    const third = scripted.put({ name: 'a.jpg' });

    expect(await ids()).toEqual([second, third]);
  });

  it('are no duplicates for another use', async () => {
    scripted.manager.add([new File(['a'], 'a.txt', { lastModified: 1 })]);
    scripted.manager.add([new File(['a'], 'a.txt', { lastModified: 1 })], { referenceId: 'step-2' });

    expect(await ids()).toEqual([]);
  });

  it('are known when their sizes are, and not before', async () => {
    scripted.put({ name: 'a.jpg' });
    const second = scripted.put({ name: 'a.jpg' });
    const { file } = scripted.manager.getUpload(second)?.getState() ?? {};
    scripted.setSize(second, null);
    scripted.move(second, { status: 'preparing' });
    const before = await ids();

    scripted.setSize(second, file?.sizeBytes ?? null);
    scripted.move(second, { status: 'queued' });

    expect([before, await ids()]).toEqual([[], [second]]);
  });

  it.each<[string, UploadState]>([
    ['failed', failed],
    ['was cancelled', { status: 'cancelled' }],
  ])('take the place of a first one that %s', async (_, state) => {
    const first = scripted.put({ name: 'a.jpg' });
    const second = scripted.put({ name: 'a.jpg' });
    const third = scripted.put({ name: 'a.jpg' });
    const before = await ids();

    scripted.move(first, state);

    expect([before, await ids()]).toEqual([[second, third], [third]]);
  });

  it('are none any more once they are stored, removed, or the first is gone', async () => {
    const first = scripted.put({ name: 'a.jpg' });
    const [stored, removed, last] = ['a.jpg', 'a.jpg', 'a.jpg'].map((name) => scripted.put({ name }));
    scripted.move(stored ?? '', completedState('a.jpg'));
    scripted.manager.remove(removed ?? '');
    const before = await ids();

    scripted.manager.remove(stored);
    scripted.manager.remove(first);

    expect([before, await ids()]).toEqual([[last], []]);
  });

  it('come as one change, however many are added at once', async () => {
    for (let number = 0; number < 100; number += 1) {
      scripted.put({ name: `${number}.jpg` });
      scripted.put({ name: `${number}.jpg` });
    }

    expect([(await ids()).length, changes]).toEqual([100, 1]);
  });

  it('are found among what is there already when somebody begins to look', async () => {
    stop();
    await Promise.resolve();
    scripted.put({ name: 'a.jpg' });
    const second = scripted.put({ name: 'a.jpg' });

    stop = duplicates.subscribe(() => {});

    expect(await ids()).toEqual([second]);
  });
});
