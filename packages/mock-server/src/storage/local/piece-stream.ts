import type { FileHandle } from 'node:fs/promises';
import type { ByteRange } from '../object-storage.ts';
import { StorageError } from '../storage-error.ts';
import { openFile } from './durable-files.ts';
import { isMissing, toStorageError } from './file-system-error.ts';
import type { ObjectPiece } from './object-directory.ts';

const readBytes = 512 * 1024;

/** Streams a range across the files an object is made of, one open at a time. */
export function createPieceStream(
  pieces: readonly ObjectPiece[],
  range: ByteRange,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = range.start;
  let current: { readonly handle: FileHandle; readonly piece: ObjectPiece } | undefined;

  const closeCurrent = async (): Promise<void> => {
    const closing = current;
    current = undefined;
    await closing?.handle.close();
  };

  const openAt = async (offset: number): Promise<NonNullable<typeof current>> => {
    if (current && offset < current.piece.start + current.piece.sizeBytes) return current;
    await closeCurrent();
    const piece = pieces.find(({ start, sizeBytes }) => offset >= start && offset < start + sizeBytes);
    if (!piece) throw new Error('The range lies outside the object');
    current = { handle: await openFile(piece.path), piece };
    return current;
  };

  return new ReadableStream(
    {
      async pull(controller) {
        if (position >= range.end) {
          await closeCurrent();
          controller.close();
          return;
        }
        try {
          const { handle, piece } = await openAt(position);
          const pieceEnd = piece.start + piece.sizeBytes;
          const wanted = Math.min(readBytes, range.end - position, pieceEnd - position);
          const { bytesRead, buffer } = await handle.read(
            new Uint8Array(wanted),
            0,
            wanted,
            position - piece.start,
          );
          if (bytesRead === 0) throw new Error('A stored part is shorter than its record');
          position += bytesRead;
          controller.enqueue(buffer.subarray(0, bytesRead));
        } catch (error) {
          await closeCurrent();
          throw isMissing(error) ? goneWhileRead(error) : toStorageError(error);
        }
      },
      cancel: closeCurrent,
    },
    { highWaterMark: 1 },
  );
}

function goneWhileRead(cause: unknown): StorageError {
  return new StorageError('no_such_object', 'The object was deleted before it was read', { cause });
}
