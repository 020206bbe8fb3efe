import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keptSigningSecret } from './signing-secret.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-secret-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('is one secret for all who start at once, and leaves no draft of it', async () => {
  const secrets = await Promise.all(
    Array.from({ length: 50 }, () => keptSigningSecret(join(root, 'objects'))),
  );

  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toMatch(/^[\w-]{43}$/);
  expect(await readdir(join(root, 'objects'))).toEqual(['signing-secret']);
  expect(await keptSigningSecret(join(root, 'objects'))).toBe(secrets[0]);
});

it('refuses a secret that somebody damaged, and makes no new one in its place', async () => {
  await writeFile(join(root, 'signing-secret'), 'short');

  await expect(keptSigningSecret(root)).rejects.toThrow('damaged');
});
