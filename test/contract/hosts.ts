import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  type BackendOptions,
  createBackend,
  type ObjectStorage,
  type Principal,
  randomIdentifiers,
  systemClock,
} from '@holdfast/mock-server';
import {
  createLocalStorage,
  createMemoryBackend,
  openDatabase,
  startServer,
} from '@holdfast/mock-server/node';
import { createTestDatabase, isPostgresRun } from './create-test-database.ts';
import { createTestS3, s3Kind } from './create-test-storage.ts';
import { documentedFetch, type Fetch } from './documented-fetch.ts';
import { operatorToken, principals, testPlans } from './principals.ts';

/** One running backend, seen from outside, with a look at what it keeps. */
export interface TestHost {
  readonly url: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Every row that a refused request must leave alone, as text. */
  rows(): Promise<string>;
  query<Row>(text: string): Promise<readonly Row[]>;
  /** Puts an object into storage behind the server's back, as it was there before. */
  put(tenantId: string, key: string, bytes: Uint8Array): Promise<void>;
  /** Everything storage holds, by name. */
  stored(): Promise<readonly string[]>;
  close(): Promise<void>;
}

type HostOptions = Partial<
  Pick<BackendOptions, 'settings' | 'clock' | 'crash' | 'faults' | 'log' | 'onFileActive'>
>;

export interface HostKind {
  readonly name: string;
  start(options?: HostOptions): Promise<TestHost>;
}

const tables = [
  'workspaces',
  'files',
  'upload_sessions',
  'part_bindings',
  'idempotency_keys',
  'audit_events',
  'users',
  'memberships',
  'plan_counts',
  'entities',
  'file_references',
  'legacy_files',
];
const tokens = new Map<string, Principal>(Object.entries(principals));

async function dump(query: (text: string) => Promise<readonly unknown[]>): Promise<string> {
  const parts: string[] = [];
  for (const table of tables) {
    const rows = (await query(`select * from ${table}`)).map((row) => JSON.stringify(row));
    parts.push(`${table}\n${rows.sort().join('\n')}`);
  }
  return parts.join('\n\n');
}

const databaseName = isPostgresRun ? 'PostgreSQL' : 'SQLite';

/** The handler itself, in this process, with everything in memory but PostgreSQL. */
const memoryHandler: HostKind = {
  name: `handler on ${databaseName} with memory storage`,
  async start({ settings, ...options } = {}) {
    const url = 'http://localhost';
    const database = isPostgresRun ? await createTestDatabase() : undefined;
    const { backend, storage, query } = await createMemoryBackend({
      ...options,
      ...(database && { database: await openDatabase(database.url) }),
      tokens,
      operatorToken,
      settings: { plans: testPlans, ...settings, publicUrl: url },
    });
    const send: Fetch = (path, init) => backend.fetch(new Request(new URL(path, url), init));
    return {
      url,
      // What faults make up is no answer of the backend's.
      fetch: options.faults ? send : documentedFetch(send),
      query,
      rows: () => dump(query),
      put: (...object) => putObject(storage, ...object),
      stored: async () => storage.keys(),
      async close() {
        await backend.close();
        await database?.remove();
      },
    };
  },
};

/** A real server on a socket, with its database on disk and objects too. */
const nodeServer: HostKind = {
  name: `Node server on ${databaseName} with local disk`,
  async start({ settings, onFileActive } = {}) {
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-contract-'));
    const { url: databaseUrl, query, remove } = await createTestDatabase();
    const storageRoot = join(directory, 'objects');
    const server = await startServer({
      databaseUrl,
      storageRoot,
      tokens,
      operatorToken,
      plans: testPlans,
      settings: settings ?? {},
      ...(onFileActive ? { onFileActive } : {}),
    });
    return {
      url: server.url,
      fetch: documentedFetch((path, init) => fetch(new URL(path, server.url), init)),
      query,
      rows: () => dump(query),
      put: async (...object) => putObject(await openLocal(storageRoot), ...object),
      stored: () => listStored(storageRoot),
      async close() {
        await server.close();
        await remove();
        await rm(directory, { recursive: true, force: true });
      },
    };
  },
};

async function putObject(
  storage: ObjectStorage,
  ...[tenantId, key, bytes]: Parameters<TestHost['put']>
): Promise<void> {
  const target = { key, sizeBytes: bytes.byteLength, writeToken: 'before' };
  await storage.bucketOf(tenantId).objects.put(target, Readable.from([bytes]));
}

/** A second look at the directory a server keeps its objects in. */
function openLocal(root: string): Promise<ObjectStorage> {
  const signing = { signingSecret: 's'.repeat(32), baseUrl: 'http://localhost' };
  return createLocalStorage({
    root,
    ...signing,
    clock: systemClock,
    identifiers: randomIdentifiers,
    log: () => undefined,
  });
}

/** Files below a storage root, except the secret that signs URLs and the locks of living servers. */
export async function listStored(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== 'signing-secret')
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((name) => !name.startsWith('servers/'))
    .sort();
}

/** The same server, and its bytes on S3. */
const s3Server: HostKind = {
  name: `Node server on ${databaseName} with ${s3Kind}`,
  async start({ settings } = {}) {
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-contract-'));
    const database = await createTestDatabase();
    const s3 = await createTestS3();
    const server = await startServer({
      ...s3.config,
      databaseUrl: database.url,
      storageRoot: join(directory, 'objects'),
      tokens,
      operatorToken,
      plans: testPlans,
      settings: settings ?? {},
    });
    return {
      url: server.url,
      fetch: besideStore(server.url, (path, init) => fetch(new URL(path, server.url), init)),
      query: database.query,
      rows: () => dump(database.query),
      async put(...object) {
        const storage = await s3.open({ publicUrl: server.url });
        await putObject(storage, ...object);
        storage.close();
      },
      stored: s3.stored,
      async close() {
        await server.close();
        await s3.close();
        await database.remove();
        await rm(directory, { recursive: true, force: true });
      },
    };
  },
};

/** The handler in this process, with a clock of the test's, and its bytes on S3. */
const s3Handler: HostKind = {
  name: `handler on ${databaseName} with ${s3Kind}`,
  async start({ settings, ...options } = {}) {
    const url = 'http://localhost';
    const database = await createTestDatabase();
    const s3 = await createTestS3({ clock: options.clock });
    const storage = await s3.open({ publicUrl: url });
    const backend = await createBackend({
      ...options,
      database: await openDatabase(database.url),
      storage,
      tokens,
      operatorToken,
      settings: { plans: testPlans, ...settings, publicUrl: url },
    });
    const send = asBrowser(url, (request) => backend.fetch(request));
    return {
      url,
      fetch: options.faults ? send : besideStore(url, send),
      query: database.query,
      rows: () => dump(database.query),
      put: (...object) => putObject(storage, ...object),
      stored: s3.stored,
      async close() {
        await backend.close();
        storage.close();
        await s3.close();
        await database.remove();
      },
    };
  },
};

/** Sends requests to a handler in this process, those for another origin to the network, and follows redirects there. */
export function asBrowser(url: string, handle: (request: Request) => Promise<Response>): Fetch {
  return async (path, init) => {
    const target = new URL(path, url);
    if (target.origin !== url) return fetch(target, init);
    const answer = await handle(new Request(target, init));
    const location = answer.status === 302 ? answer.headers.get('location') : null;
    return location === null ? answer : fetch(location, { headers: withoutCredentials(init) });
  };
}

/** What the store answers is not in the backend's document. */
function besideStore(url: string, send: Fetch): Fetch {
  const documented = documentedFetch(send);
  return (path, init) => (new URL(path, url).origin === url ? documented(path, init) : send(path, init));
}

/** As a browser does on its way to another origin. */
function withoutCredentials(init: RequestInit | undefined): Headers {
  const headers = new Headers(init?.headers);
  headers.delete('authorization');
  headers.delete('cookie');
  return headers;
}

/** The handler in this process: for what a test wants to give it, like a clock. */
export const inProcess = s3Kind === undefined ? memoryHandler : s3Handler;

export const hostKinds: readonly HostKind[] =
  s3Kind === undefined ? [inProcess, nodeServer] : [inProcess, s3Server];
