import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { StoredObject } from '../object-storage.ts';
import { writeDurableFile } from './durable-files.ts';
import { isMissing } from './file-system-error.ts';
import { newestParts, parsePartName } from './part-name.ts';

/** One piece of an object: a file and where its bytes lie in the whole. */
export interface ObjectPiece {
  readonly path: string;
  readonly start: number;
  readonly sizeBytes: number;
}

export interface ObjectDirectory {
  readonly object: StoredObject;
  readonly pieces: readonly ObjectPiece[];
}

export const manifestName = 'manifest.json';

const manifestSchema = v.object({
  version: v.literal(1),
  etag: v.string(),
  parts: v.array(v.object({ file: v.string() })),
});

/** Names the files an object is made of. Written and synchronised before the object becomes visible. */
export async function writeManifest(
  directory: string,
  fileNames: readonly string[],
  etag: string,
): Promise<void> {
  const manifest: v.InferOutput<typeof manifestSchema> = {
    version: 1,
    etag,
    parts: fileNames.map((file) => ({ file })),
  };
  await writeDurableFile(join(directory, manifestName), `${JSON.stringify(manifest)}\n`);
}

/** Reads an object from its directory: by its manifest, or, without one, its only part. */
export async function readObjectDirectory(directory: string): Promise<ObjectDirectory | null> {
  try {
    const entries = await readdir(directory);
    return entries.includes(manifestName)
      ? await readManifest(directory)
      : readSinglePart(directory, entries);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function readManifest(directory: string): Promise<ObjectDirectory> {
  const text = await readFile(join(directory, manifestName), 'utf8');
  const manifest = v.parse(manifestSchema, JSON.parse(text));
  const pieces: ObjectPiece[] = [];
  let start = 0;
  for (const { file } of manifest.parts) {
    // The size is in the name; a name that is no part's would also be the way out of the directory.
    const name = parsePartName(file);
    if (!name) throw new Error(`The manifest of an object names a file that is no part: ${file}`);
    pieces.push({ path: join(directory, file), start, sizeBytes: name.part.sizeBytes });
    start += name.part.sizeBytes;
  }
  return { object: { sizeBytes: start, etag: manifest.etag, checksum: null, writeToken: null }, pieces };
}

function readSinglePart(directory: string, entries: readonly string[]): ObjectDirectory | null {
  const [only] = newestParts(entries);
  if (!only) return null;
  const { sizeBytes, etag, checksum } = only.part;
  return {
    object: { sizeBytes, etag, checksum, writeToken: null },
    pieces: [{ path: join(directory, only.fileName), start: 0, sizeBytes }],
  };
}
