import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Backend,
  type BackendOptions,
  type CrashPoint,
  createBackend,
  createMemoryStorage,
  type Database,
  type ObjectStorage,
  type Principal,
  randomIdentifiers,
} from '@holdfast/mock-server';
import { createLocalStorage, openDatabase } from '@holdfast/mock-server/node';
import type { S3Double, S3Profile } from '@holdfast/mock-server/testing';
import { createClient } from './client.ts';
import { createTestDatabase } from './create-test-database.ts';
import { createTestS3, s3Kind } from './create-test-storage.ts';
import { asBrowser, type TestHost } from './hosts.ts';
import { operatorToken, type PrincipalName, principals, testPlans } from './principals.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

const url = 'http://localhost';

/** A database and a storage that servers come and go on. */
export interface Ground {
  readonly clock: TestClock;
  readonly database: Database;
  readonly storage: ObjectStorage;
  /** The store behind it, where that is a double of S3. */
  readonly double: S3Double | undefined;
  /** A server over the same database and storage that dies at a point, for good: the request never returns. */
  server(
    dieAt?: CrashPoint,
    options?: Partial<BackendOptions>,
  ): Promise<{
    readonly backend: Backend;
    readonly jobs: Backend['jobs'];
    readonly host: Pick<TestHost, 'fetch'>;
    readonly died: Promise<void>;
  }>;
  remove(): Promise<void>;
}

export type StorageKind = 'memory' | 'local' | 'S3';

/** Each kind of storage, one of them a store on the network; where the run is about such a store, only that. */
export const storageKinds: readonly StorageKind[] = s3Kind === undefined ? ['memory', 'local', 'S3'] : ['S3'];

export interface GroundOptions {
  readonly clock?: TestClock;
  /** Which store S3 is. @default the one the run is about */
  readonly profile?: S3Profile;
}

export async function createGround(
  kind: StorageKind,
  { clock = createTestClock(), profile }: GroundOptions = {},
): Promise<Ground> {
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-crash-'));
  const options = {
    signingSecret: 'a secret of more than thirty-two characters',
    baseUrl: url,
    clock,
    identifiers: randomIdentifiers,
    log: () => undefined,
  };
  const { url: databaseUrl, remove } = await createTestDatabase();
  const database = await openDatabase(databaseUrl);
  const s3 = kind === 'S3' ? await createTestS3({ clock, profile }) : undefined;
  const s3Storage = await s3?.open({ publicUrl: url });
  const own = () =>
    kind === 'memory'
      ? createMemoryStorage(options)
      : createLocalStorage({ ...options, root: join(directory, 'objects') });
  const storage = s3Storage ?? (await own());
  return {
    clock,
    database,
    storage,
    double: s3?.double,
    async server(dieAt, { settings, ...others } = {}) {
      let die: () => void = () => undefined;
      const died = new Promise<void>((resolve) => {
        die = resolve;
      });
      const backend = await createBackend({
        database,
        storage,
        clock,
        ...others,
        operatorToken,
        tokens: new Map<string, Principal>(Object.entries(principals)),
        settings: { plans: testPlans, ...settings, publicUrl: url },
        crash: (point) => {
          if (point !== dieAt) return Promise.resolve();
          die();
          return new Promise(() => undefined);
        },
      });
      return {
        died,
        backend,
        jobs: backend.jobs,
        host: { fetch: asBrowser(url, (request) => backend.fetch(request)) },
      };
    },
    async remove() {
      await database.destroy();
      s3Storage?.close();
      await s3?.close();
      await remove();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Clients only fetch. */
export const clientOf = (
  host: Pick<TestHost, 'fetch'>,
  who: PrincipalName | typeof operatorToken | null = 'alice',
) => createClient(host as TestHost, who);
