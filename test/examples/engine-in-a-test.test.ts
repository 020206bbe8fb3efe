import { createFakeFile, createTestUploadManager, recordEnds } from '@holdfast/upload-manager/testing';
import { expect, it } from 'vitest';

it('goes on after the network was away', async () => {
  const { backend, clock, connectivity, manager } = createTestUploadManager();
  const ends = recordEnds(manager);
  const parts = backend.holdBytes();
  manager.add([createFakeFile({ name: 'film.mp4', sizeBytes: 40 * 1024 * 1024 })]);
  await clock.advance(1000);

  connectivity.goOffline();
  for (const part of [...parts]) part.drop();
  await clock.advance(3_600_000);
  connectivity.goOnline();
  backend.releaseBytes();
  await clock.advance(60_000);

  expect(ends).toEqual(['completed film.mp4']);
});
