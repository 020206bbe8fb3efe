import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Where one server receives bytes. */
export interface IncomingDirectory {
  readonly path: string;
  /** Lets the next server that starts remove what is in it. */
  close(): void;
}

/** How long a server waits for another that is starting on the same root. */
const startTimeoutMs = 10_000;
const startName = 'starting';

/**
 * Opens a directory of this server's own below `root/incoming`, and removes those of servers that are gone: what they
 * were receiving was never acknowledged. Whether a server lives is told by the lock it holds on a file in
 * `root/servers`, which ends with its process, however that ends. SQLite takes it, on every system alike.
 */
export async function openIncomingDirectory(root: string): Promise<IncomingDirectory> {
  const id = randomUUID();
  const { lock, living } = enter(join(root, 'servers'), id);
  const all = join(root, 'incoming');
  await mkdir(all, { recursive: true, mode: 0o700 });
  const gone = (await readdir(all)).filter((name) => !living.has(name));
  for (const name of gone) await rm(join(all, name), { recursive: true, force: true });
  const path = join(all, id);
  await mkdir(path, { mode: 0o700 });
  return { path, close: () => lock.close() };
}

/** One server at a time: another must not look before this one holds its lock, nor between that and its own look. */
function enter(servers: string, id: string) {
  mkdirSync(servers, { recursive: true, mode: 0o700 });
  const start = takeLock(join(servers, startName), startTimeoutMs);
  if (!start) throw new Error(`Another server has been starting on ${servers} for too long`);
  try {
    const living = readdirSync(servers).filter((name) => name !== startName && isHeld(join(servers, name)));
    const lock = takeLock(join(servers, id), startTimeoutMs);
    if (!lock) throw new Error(`The lock ${id} in ${servers} cannot be taken`);
    return { lock, living: new Set([id, ...living]) };
  } finally {
    start.close();
  }
}

/** A lock that nobody holds is removed: its server is gone. */
function isHeld(path: string): boolean {
  const lock = takeLock(path, 0);
  if (!lock) return true;
  lock.close();
  rmSync(path);
  return false;
}

/** Holds the file until the database is closed; null when somebody else does. */
function takeLock(path: string, timeoutMs: number): DatabaseSync | null {
  // Made first, because SQLite makes files that others may read.
  closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path, { timeout: timeoutMs });
  try {
    // Nothing is ever written, so there is nothing to keep a journal of beside it.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return database;
  } catch {
    database.close();
    return null;
  }
}
