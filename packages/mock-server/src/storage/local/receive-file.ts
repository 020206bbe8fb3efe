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
 * Chunks come in 64 KiB; written one by one, most of the time would go into handing them to the thread pool, and in
 * blocks of a mebibyte into collecting buffers that have grown old. `npm run bench -- part-ingest`, on a busy machine beside bare
 * Node: 64 KiB 0.6, 256 KiB 0.95, 512 KiB 0.7, 1 MiB 0.45.
 */
const writeBytes = 256 * 1024;

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
  let received = 0;
  let block: Uint8Array[] = [];
  let blockBytes = 0;
  let writing: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    await writing;
    writing = writeAll(handle, block);
    // It is awaited before the next block or at the end; until then a failure must not count as unhandled.
    writing.catch(() => undefined);
    block = [];
    blockBytes = 0;
  };

  try {
    for await (const chunk of body) {
      received += chunk.byteLength;
      // A body that runs over its length is cut off here, whatever its headers said.
      if (sizeBytes !== null && received > sizeBytes) throw partSizeMismatch(sizeBytes);
      hasher?.update(chunk);
      block.push(chunk);
      blockBytes += chunk.byteLength;
      if (blockBytes >= writeBytes) await flush();
    }
    if (sizeBytes !== null && received !== sizeBytes) throw partSizeMismatch(sizeBytes);
    await flush();
  } finally {
    // The file must not be closed under a write, nor that write's error replace the one on its way out.
    await writing.catch(() => undefined);
  }
  await writing;
  return received;
}

/** `writev` may write less than asked, as `write(2)` does. */
async function writeAll(handle: FileHandle, chunks: readonly Uint8Array[]): Promise<void> {
  let rest = chunks;
  while (rest.length > 0) {
    const { bytesWritten } = await handle.writev(rest);
    rest = skipBytes(rest, bytesWritten);
  }
}

function skipBytes(chunks: readonly Uint8Array[], count: number): readonly Uint8Array[] {
  let skipped = 0;
  for (const [index, chunk] of chunks.entries()) {
    const left = skipped + chunk.byteLength - count;
    if (left > 0) return [chunk.subarray(chunk.byteLength - left), ...chunks.slice(index + 1)];
    skipped += chunk.byteLength;
  }
  return [];
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
