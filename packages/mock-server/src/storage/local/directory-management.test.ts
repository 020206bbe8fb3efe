import { mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { randomIdentifiers, systemClock } from '../../domain/system-ports.ts';
import { StorageError } from '../storage-error.ts';
import { createLocalStorage, type LocalStorage } from './local-storage.ts';

let outside: string;
let root: string;
let storage: LocalStorage;
beforeEach(async () => {
  outside = await mkdtemp(join(await realpath(tmpdir()), 'holdfast-directories-'));
  root = join(outside, 'root');
  storage = await createLocalStorage({
    root,
    signingSecret: 'secret',
    baseUrl: 'http://localhost',
    clock: systemClock,
    identifiers: randomIdentifiers,
    log: () => undefined,
    provisioning: { strategy: 'bucket-per-tenant', template: 'b-{tenant}' },
  });
});
afterEach(() => rm(outside, { recursive: true, force: true }));

/** Keys and tenants as this server makes them, and as somebody would who wants to get out. */
const segment = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{1,8}$/),
  fc.constantFrom(
    '..',
    '.',
    '',
    '.hidden',
    'a\\b',
    'a\0b',
    'a b',
    '~',
    '%2e%2e',
    'ｅ',
    'x'.repeat(300),
    'CON',
    '-rf',
  ),
);
const key = fc.oneof(
  fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join('/')),
  fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => `/${segments.join('/')}`),
);
const tenant = fc.oneof(fc.stringMatching(/^[a-z]{1,4}$/), segment);

it('R-D1 R-D12 directory management: whatever keys and tenants are called, nothing is made outside the root, all is private, and what is deleted leaves nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(tenant, key), { minLength: 1, maxLength: 6 }), async (places) => {
      const before = await filesBelow(root);
      const kept: (readonly [string, string])[] = [];
      for (const place of places) if (await keep(place)) kept.push(place);

      expect(await readdir(outside)).toEqual(['root']);
      await requirePrivate();
      for (const place of kept) await storage.bucketOf(place[0]).objects.delete(place[1]);
      expect(await filesBelow(root)).toEqual(before);
    }),
    { numRuns: 60 },
  );
});

/** Writes an object; false when its place has a name the store refuses. */
async function keep([tenantId, at]: readonly [string, string]): Promise<boolean> {
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Uint8Array.of(1, 2, 3);
  }
  try {
    await storage.bucketOf(tenantId).objects.put({ key: at, sizeBytes: 3, writeToken: 'w' }, body());
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(StorageError);
    return false;
  }
}

async function requirePrivate(): Promise<void> {
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const { mode } = await stat(join(entry.parentPath, entry.name));
    expect([entry.name, mode & 0o777]).toEqual([entry.name, entry.isDirectory() ? 0o700 : 0o600]);
  }
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
