import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { shareRuns } from './share-runs.ts';

const fileMode = 0o600;
const directoryMode = 0o700;

/** Opens a file that must not exist yet, and is no link to elsewhere. */
export function createFile(path: string): Promise<FileHandle> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  return open(path, flags, fileMode);
}

/** Opens a file for reading, and refuses a link planted in its place. */
export function openFile(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
}

/**
 * A rename or a new entry is on disk only after its directory was synchronised too. Many uploads at once change the same
 * directories: they share the waits for the disk.
 */
export const syncDirectory = shareRuns(async (path) => {
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
});

/** Makes a directory and those above it, and makes their entries durable. */
export async function ensureDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: directoryMode });
  if (first === undefined) return;
  for (let created = path; created.length >= first.length; created = dirname(created)) {
    await syncDirectory(dirname(created));
  }
}

/** Renames and makes both ends durable. */
export async function durableRename(from: string, to: string): Promise<void> {
  await rename(from, to);
  const directories = new Set([dirname(from), dirname(to)]);
  await Promise.all([...directories].map(syncDirectory));
}

export async function writeDurableFile(path: string, text: string): Promise<void> {
  const handle = await createFile(path);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
