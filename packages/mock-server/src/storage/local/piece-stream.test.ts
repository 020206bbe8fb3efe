import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { StorageError } from '../storage-error.ts';
import { createPieceStream } from './piece-stream.ts';

it('R-B8 an object whose files are deleted before they are read is said to be gone', async () => {
  const path = join(tmpdir(), `holdfast-${crypto.randomUUID()}`);

  const stream = createPieceStream([{ path, start: 0, sizeBytes: 10 }], { start: 0, end: 10 });
  const error = await new Response(stream).bytes().catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(StorageError);
  expect(error).toMatchObject({ code: 'no_such_object' });
});
