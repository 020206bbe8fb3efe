import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedObject } from '../object-storage.ts';
import { isMissing } from './file-system-error.ts';
import { readObjectDirectory } from './object-directory.ts';

/**
 * The objects below a directory whose keys start with `prefix`, one after the other in the order of their path's
 * segments, without ever holding more than one directory's names on each level.
 */
export async function* walkObjects(
  root: string,
  { prefix, after }: { readonly prefix: string; readonly after: string | null },
): AsyncGenerator<ListedObject> {
  yield* walk(root, [], { prefix: prefix.split('/'), after: after?.split('/') ?? [] });
}

interface Position {
  /** The last segment may be the beginning of one. */
  readonly prefix: readonly string[];
  /** Where to go on: what is up to and with this was seen. */
  readonly after: readonly string[];
}

async function* walk(
  directory: string,
  segments: readonly string[],
  { prefix, after }: Position,
): AsyncGenerator<ListedObject> {
  const depth = segments.length;
  const wanted = prefix[depth] ?? '';
  const isWhole = depth < prefix.length - 1;
  const entries = await readEntries(directory);
  const isWanted = (name: string) => (isWhole ? name === wanted : name.startsWith(wanted));
  for (const name of entries.filter(isWanted).sort()) {
    const seen = after[depth];
    if (seen !== undefined && name < seen) continue;
    const path = [...segments, name];
    const rest = name === seen ? after : [];
    const isSeen = name === seen && after.length === path.length;
    const object =
      isSeen || depth < prefix.length - 1 ? undefined : await readObject(join(directory, name), path);
    if (object) yield object;
    else yield* walk(join(directory, name), path, { prefix, after: rest });
  }
}

/** A file is a part of an object, never a step on the way to one. */
async function readEntries(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    // Deleted or promoted since it was listed.
    if (isMissing(error)) return [];
    throw error;
  }
}

async function readObject(directory: string, path: readonly string[]): Promise<ListedObject | undefined> {
  try {
    const found = await readObjectDirectory(directory);
    if (!found) return undefined;
    const { mtimeMs } = await stat(directory);
    return { key: path.join('/'), sizeBytes: found.object.sizeBytes, lastModifiedMs: Math.floor(mtimeMs) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
