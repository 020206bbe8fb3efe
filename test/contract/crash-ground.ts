import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Backend,
  type CrashPoint,
  createBackend,
  createMemoryStorage,
  type Database,
  type ObjectStorage,
  type Principal,
  randomIdentifiers,
  type Settings,
} from '@holdfast/mock-server';
import { createLocalStorage, openSqliteDatabase } from '@holdfast/mock-server/node';
import { createClient } from './client.ts';
import type { TestHost } from './hosts.ts';
import { operatorToken, type PrincipalName, principals, testPlans } from './principals.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

const url = 'http://localhost';

/** A database and a storage that servers come and go on. */
export interface Ground {
  readonly clock: TestClock;
  readonly database: Database;
  readonly storage: ObjectStorage;
  /** A server over the same database and storage that dies at a point, for good: the request never returns. */
  server(
    dieAt?: CrashPoint,
    settings?: Partial<Settings>,
  ): Promise<{
    readonly backend: Backend;
    readonly jobs: Backend['jobs'];
    readonly host: Pick<TestHost, 'fetch'>;
    readonly died: Promise<void>;
  }>;
  remove(): Promise<void>;
}

export async function createGround(
  kind: 'memory' | 'local',
  clock: TestClock = createTestClock(),
): Promise<Ground> {
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-crash-'));
  const options = {
    signingSecret: 'a secret of more than thirty-two characters',
    baseUrl: url,
    clock,
    identifiers: randomIdentifiers,
    log: () => undefined,
  };
  const database = await openSqliteDatabase({ path: join(directory, 'holdfast.db') });
  const storage =
    kind === 'memory'
      ? createMemoryStorage(options)
      : await createLocalStorage({ ...options, root: join(directory, 'objects') });
  return {
    clock,
    database,
    storage,
    async server(dieAt, settings) {
      let die: () => void = () => undefined;
      const died = new Promise<void>((resolve) => {
        die = resolve;
      });
      const backend = await createBackend({
        database,
        storage,
        clock,
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
        host: { fetch: (path, init) => backend.fetch(new Request(new URL(path, url), init)) },
      };
    },
    async remove() {
      await database.destroy();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Clients only fetch. */
export const clientOf = (
  host: Pick<TestHost, 'fetch'>,
  who: PrincipalName | typeof operatorToken | null = 'alice',
) => createClient(host as TestHost, who);
