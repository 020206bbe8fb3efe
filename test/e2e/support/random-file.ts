import { createCipheriv, createHash } from 'node:crypto';
import { open, utimes } from 'node:fs/promises';
import { basename } from 'node:path';

const blockBytes = 4 * 1024 * 1024;

export interface RandomFile {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface RandomFileOptions {
  readonly sizeBytes: number;
  /** Other seeds make other bytes; the same seed makes the same file again. */
  readonly seed: string;
  /** The file's time; two files of one size, name and time differ only in their bytes. */
  readonly modifiedAt?: Date;
}

/** Writes a real file of pseudo-random bytes, a block at a time, and hashes it on the way. */
export async function writeRandomFile(
  path: string,
  { sizeBytes, seed, modifiedAt }: RandomFileOptions,
): Promise<RandomFile> {
  const cipher = createCipheriv('aes-256-ctr', createHash('sha256').update(seed).digest(), Buffer.alloc(16));
  const hash = createHash('sha256');
  const zeros = Buffer.alloc(Math.min(blockBytes, sizeBytes));
  const file = await open(path, 'w');
  try {
    for (let written = 0; written < sizeBytes; written += zeros.length) {
      const block = cipher.update(zeros.subarray(0, Math.min(zeros.length, sizeBytes - written)));
      hash.update(block);
      await file.writeFile(block);
    }
  } finally {
    await file.close();
  }
  if (modifiedAt !== undefined) await utimes(path, modifiedAt, modifiedAt);
  return { path, name: basename(path), sizeBytes, sha256: hash.digest('hex') };
}
