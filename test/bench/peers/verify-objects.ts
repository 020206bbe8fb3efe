import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { RandomFile } from '../../e2e/support/random-file.ts';
import type { ObjectProof } from './server/server-options.ts';

/** What is wrong with the objects that are to be these files, or null. Bytes are compared by the hashes of their pieces. */
export async function findLoss(
  files: readonly RandomFile[],
  objects: readonly ObjectProof[],
): Promise<string | null> {
  if (objects.length < files.length) return `${objects.length} of ${files.length} files are in the store`;
  const [file] = files;
  if (files.length === 1 && file !== undefined) {
    for (const object of objects) {
      if (!(await isSame(file, object))) return `The object in the store is not ${file.name}`;
    }
    return null;
  }
  const missing = new Set(files.map(({ sha256 }) => sha256));
  const known = new Set(missing);
  for (const [piece, ...more] of objects) {
    const digest = piece === undefined ? '' : Buffer.from(piece.sha256, 'base64').toString('hex');
    if (more.length > 0 || !known.has(digest)) return 'An object in the store is none of the files';
    missing.delete(digest);
  }
  return missing.size === 0 ? null : `${missing.size} of ${files.length} files are not in the store`;
}

/** Digests of ranges that were asked for before: contenders cut one file alike, round after round. */
const knownDigests = new Map<string, string>();

async function isSame({ path, sizeBytes }: RandomFile, object: ObjectProof): Promise<boolean> {
  let start = 0;
  for (const piece of object) {
    if ((await digestOf(path, start, piece.sizeBytes)) !== piece.sha256) return false;
    start += piece.sizeBytes;
  }
  return start === sizeBytes;
}

async function digestOf(path: string, start: number, sizeBytes: number): Promise<string> {
  const key = `${path} ${start} ${sizeBytes}`;
  const known = knownDigests.get(key);
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  if (sizeBytes > 0) {
    for await (const chunk of createReadStream(path, { start, end: start + sizeBytes - 1 }))
      hash.update(chunk);
  }
  const digest = hash.digest('base64');
  knownDigests.set(key, digest);
  return digest;
}
