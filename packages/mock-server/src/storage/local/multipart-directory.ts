import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedUpload, MultipartReference } from '../object-storage.ts';
import { isMissing } from './file-system-error.ts';
import { guardedPath } from './guarded-path.ts';

/** In the place of the slashes of a key; no key has one of its own. */
const slash = '~';

/**
 * The directory of an upload's parts. Its name says which key it is for and since when, so that an upload that nobody
 * wrote down before a crash is found by listing, even without a part in it.
 */
export function multipartDirectory(root: string, { key, multipartId }: MultipartReference): string {
  // Checked as if they did not come from this server.
  guardedPath(root, key);
  guardedPath(root, multipartId);
  return join(root, `${key.replaceAll('/', slash)}${slash}${multipartId}`);
}

/** An id that carries the time it was made at. */
export function newMultipartId(nowMs: number, unique: string): string {
  return `${nowMs.toString(36)}.${unique}`;
}

/** Every upload below `root`. */
export async function readMultiparts(root: string): Promise<readonly ListedUpload[]> {
  const names = await readNames(root);
  return names.flatMap((name) => {
    const end = name.lastIndexOf(slash);
    const multipartId = name.slice(end + 1);
    const startedMs = Number.parseInt(multipartId.split('.')[0] ?? '', 36);
    if (end === -1 || Number.isNaN(startedMs)) return [];
    return [{ key: name.slice(0, end).replaceAll(slash, '/'), multipartId, startedMs }];
  });
}

/** A bucket that has taken no bytes yet has no directories. */
async function readNames(root: string): Promise<readonly string[]> {
  try {
    return await readdir(root);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
