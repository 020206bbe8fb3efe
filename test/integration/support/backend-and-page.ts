import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startServer } from '@holdfast/mock-server/node';
import { createUploadManager, type UploadManager, type UploadManagerOptions } from '@holdfast/upload-manager';
import { createTestBrowser } from '@holdfast/upload-manager/testing';
import { expect } from 'vitest';
import { createFetchTransport } from './fetch-transport.ts';

const token = 'integration';
const signIn = { authorization: `Bearer ${token}` };

interface PageOptions extends Pick<UploadManagerOptions, 'checksums' | 'parallelism'> {
  /** How wrong the clock of the page's computer is. @default 0 */
  readonly clockSkewMs?: number;
}

type PageClock = NonNullable<NonNullable<UploadManagerOptions['ports']>['clock']>;

function createSkewedClock(skewMs: number): PageClock {
  return {
    now: () => Date.now() + skewMs,
    sleep: (delayMs, signal) =>
      setTimeout(delayMs, undefined, { signal }).catch(() => {
        throw signal.reason;
      }),
    random: () => Math.random(),
    createId: () => randomUUID(),
  };
}

/** A real server on a socket, SQLite and local disk, and pages that talk to it with the real engine. */
export async function startBackendAndPages() {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-integration-'));
  const server = await startServer({
    databaseUrl: `sqlite:${join(folder, 'holdfast.db')}`,
    storageRoot: join(folder, 'objects'),
    tokens: new Map([[token, { tenantId: 't1', userId: 'u1', workspaceIds: ['w1'], permissions: ['*'] }]]),
    shutdownGraceMs: 0,
  });
  const browser = createTestBrowser();
  const pages: UploadManager[] = [];
  const endsOf = new Map<string, number>();

  function countEnds(page: UploadManager): void {
    for (const name of ['completed', 'failed', 'cancelled'] as const) {
      page.on(name, ({ upload }) => endsOf.set(upload.id, (endsOf.get(upload.id) ?? 0) + 1));
    }
  }

  return {
    /** The fake browser's storage and locks, with everything that touches bytes or the network being real. */
    openPage({ clockSkewMs = 0, ...options }: PageOptions = {}): UploadManager {
      const { repository, tabLock } = browser;
      const page = createUploadManager({
        ...options,
        baseUrl: server.url,
        session: 'none',
        headers: () => signIn,
        ports: {
          clock: createSkewedClock(clockSkewMs),
          connectivity: browser.connectivity,
          repository,
          tabLock,
          transport: createFetchTransport(),
        },
      });
      pages.push(page);
      countEnds(page);
      return page;
    },
    async download(url: string): Promise<Buffer> {
      const response = await fetch(url, { headers: signIn });
      if (!response.ok) throw new Error(`Download answered ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    },
    /** Also proves that no upload ended twice. */
    async stop() {
      for (const page of pages) page.destroy();
      await server.close();
      await rm(folder, { recursive: true, force: true });
      expect([...endsOf].filter(([, ends]) => ends > 1)).toEqual([]);
    },
  };
}

export function randomFile(name: string, sizeBytes: number): File {
  return new File([randomBytes(sizeBytes)], name, { lastModified: 1 });
}

export async function sha256Of(bytes: Blob | Buffer): Promise<string> {
  const buffer = bytes instanceof Blob ? Buffer.from(await bytes.arrayBuffer()) : bytes;
  return createHash('sha256').update(buffer).digest('hex');
}

/** Resolves with the terminal event of the upload: the file's URL when it was completed. */
export function ended(manager: UploadManager, id: string): Promise<string> {
  return new Promise((resolve) => {
    manager.on('completed', ({ upload, file }) => upload.id === id && resolve(file.url));
    manager.on('failed', ({ upload, error }) => upload.id === id && resolve(`failed: ${error.code}`));
    manager.on('cancelled', ({ upload }) => upload.id === id && resolve('cancelled'));
  });
}

/** Resolves when the upload is listed and its state satisfies the question. */
export function until(
  manager: UploadManager,
  id: string,
  question: (status: string, storedParts: number) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const watch = () => {
      const store = manager.getUpload(id);
      if (store === undefined) return;
      const check = () => {
        const { state } = store.getState();
        if (question(state.status, 'storedParts' in state ? state.storedParts.length : 0)) resolve();
      };
      store.subscribe(check);
      check();
    };
    manager.on('added', ({ upload }) => upload.id === id && watch());
    watch();
  });
}
