import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { unlink } from 'node:fs/promises';
import { ApiError } from '../../domain/api-error.ts';
import { createCrc32c } from '../crc32c.ts';
import type { PartAlgorithm } from '../object-storage.ts';
import type { PartHasher } from '../part-hasher.ts';
import { partSizeMismatch } from '../storage-endpoint.ts';
import { createFile } from './durable-files.ts';

/**
 * Chunks come in 64 KiB; written one by one, most of the time would go into handing them to the thread pool.
 * `npm run bench -- part-ingest`: seconds of processor time for a gigabyte 2.2 with 128 KiB, 1.8 with 512 KiB, 2.4 with 1 MiB.
 */
const blockBytes = 512 * 1024;

export interface ExpectedBytes {
  /** Null when the length shows only at the end. */
  readonly sizeBytes: number | null;
  readonly algorithm: PartAlgorithm;
  /** Null when the checksum is only to be known. */
  readonly checksum: string | null;
}

export interface ReceivedBytes {
  readonly sizeBytes: number;
  readonly checksum: string | null;
}

/**
 * Streams a body into a new file at `path` and synchronises it. Memory stays flat: at most one block is being
 * written while the next one fills. On any failure nothing is left.
 */
export async function receiveFile(
  path: string,
  expected: ExpectedBytes,
  body: AsyncIterable<Uint8Array>,
): Promise<ReceivedBytes> {
  const hasher = await createHasher(expected.algorithm);
  const handle = await createFile(path);
  try {
    const sizeBytes = await copy(handle, expected.sizeBytes, body, hasher);
    const checksum = hasher?.digest() ?? null;
    // What the URL was signed for MUST be what arrived.
    if (expected.checksum !== null && checksum !== expected.checksum) {
      throw new ApiError('checksum_mismatch', 'The bytes do not have the checksum the URL was signed for');
    }
    await handle.datasync();
    await handle.close();
    return { sizeBytes, checksum };
  } catch (error) {
    await discard(path, handle);
    throw error;
  }
}

async function copy(
  handle: FileHandle,
  sizeBytes: number | null,
  body: AsyncIterable<Uint8Array>,
  hasher: PartHasher | undefined,
): Promise<number> {
  const blocks = createBlockWriter(handle, Math.min(blockBytes, sizeBytes ?? blockBytes));
  let received = 0;
  try {
    for await (const chunk of body) {
      received += chunk.byteLength;
      // A body that runs over its length is cut off here, whatever its headers said.
      if (sizeBytes !== null && received > sizeBytes) throw partSizeMismatch(sizeBytes);
      hasher?.update(chunk);
      await blocks.add(chunk);
    }
    if (sizeBytes !== null && received !== sizeBytes) throw partSizeMismatch(sizeBytes);
    await blocks.finish();
  } finally {
    // The file must not be closed under a write, nor that write's error replace the one on its way out.
    await blocks.settle();
  }
  return received;
}

interface BlockWriter {
  /** Copies the bytes, so that their chunk is free when this resolves. */
  add(chunk: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  /** Waits for the write under way, however it ends. */
  settle(): Promise<void>;
}

/** Writes one block while the next one fills. */
function createBlockWriter(handle: FileHandle, sizeBytes: number): BlockWriter {
  let block = new Uint8Array(sizeBytes);
  let spare: Uint8Array<ArrayBuffer> | undefined;
  let filled = 0;
  let writing: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    await writing;
    writing = writeAll(handle, block.subarray(0, filled));
    // It is awaited before the next block or at the end; until then a failure must not count as unhandled.
    writing.catch(() => undefined);
    [block, spare] = [spare ?? new Uint8Array(sizeBytes), block];
    filled = 0;
  };

  return {
    async add(chunk) {
      let rest = chunk;
      while (rest.byteLength > 0) {
        if (filled === sizeBytes) await flush();
        const piece = rest.subarray(0, sizeBytes - filled);
        block.set(piece, filled);
        filled += piece.byteLength;
        rest = rest.subarray(piece.byteLength);
      }
    },
    async finish() {
      await writing;
      await writeAll(handle, block.subarray(0, filled));
    },
    settle: () => writing.catch(() => undefined),
  };
}

/** One call may write less than it was given, as `write(2)` does. */
async function writeAll(handle: FileHandle, block: Uint8Array): Promise<void> {
  for (let written = 0; written < block.byteLength; ) {
    const { bytesWritten } = await handle.write(block, written);
    written += bytesWritten;
  }
}

async function createHasher(algorithm: PartAlgorithm): Promise<PartHasher | undefined> {
  if (algorithm === 'none') return undefined;
  if (algorithm === 'crc32c') return createCrc32c();
  const hash = createHash('sha256');
  return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest('base64') };
}

async function discard(path: string, handle: FileHandle): Promise<void> {
  // The first error is the one to report; what cannot be removed now goes when the server starts again.
  await handle.close().catch(() => undefined);
  await unlink(path).catch(() => undefined);
}
