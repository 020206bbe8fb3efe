import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodeOf, isMissing } from '../storage/local/file-system-error.ts';

/** A secret kept beside the objects it signs for, so that URLs outlive a restart without any configuration. */
export async function keptSigningSecret(storageRoot: string): Promise<string> {
  await mkdir(storageRoot, { recursive: true, mode: 0o700 });
  const path = join(storageRoot, 'signing-secret');
  const kept = await read(path);
  if (kept !== undefined) return kept;
  try {
    await writeFile(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // Another server was faster; its secret is the one.
    if (errorCodeOf(error) !== 'EEXIST') throw error;
  }
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
