import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory, writeDurableFile } from '../storage/local/durable-files.ts';
import { errorCodeOf, isMissing } from '../storage/local/file-system-error.ts';

/** A secret kept beside the objects it signs for, so that URLs outlive a restart without any configuration. */
export async function keptSigningSecret(storageRoot: string): Promise<string> {
  await mkdir(storageRoot, { recursive: true, mode: 0o700 });
  const path = join(storageRoot, 'signing-secret');
  const kept = await read(path);
  if (kept !== undefined) return kept;
  // Named only when it is whole: a server that dies meanwhile, or starts at the same time, must not meet half a secret.
  const draft = `${path}.${randomUUID()}`;
  await writeDurableFile(draft, randomBytes(32).toString('base64url'));
  try {
    await link(draft, path);
  } catch (error) {
    // Another server was faster; its secret is the one.
    if (errorCodeOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  await syncDirectory(storageRoot);
  return (await read(path)) ?? keptSigningSecret(storageRoot);
}

async function read(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    if (text.length >= 32) return text;
    throw new Error(
      'The kept signing secret is damaged: remove the file signing-secret from the storage root',
    );
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
