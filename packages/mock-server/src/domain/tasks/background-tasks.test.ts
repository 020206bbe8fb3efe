import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteDatabase } from '../../db/open-sqlite-database.ts';
import type { Database } from '../../db/schema.ts';
import { finalKey } from '../../storage/key-layout.ts';
import { createMemoryStorage, type MemoryStorage } from '../../storage/memory/memory-storage.ts';
import type { ObjectStorage } from '../../storage/object-storage.ts';
import { StorageError } from '../../storage/storage-error.ts';
import type { BackendContext, CrashPoint } from '../backend-context.ts';
import { foldName } from '../files/fold-name.ts';
import { toStorageImport } from '../imports/import-progress.ts';
import { requestImport } from '../imports/request-import.ts';
import { noMetrics } from '../metrics/metrics.ts';
import { toProjectCleanup } from '../projects/cleanup-progress.ts';
import type { ProjectScope } from '../projects/project-scope.ts';
import { requestCleanup } from '../projects/request-cleanup.ts';
import { defaultSettings } from '../settings.ts';
import { randomIdentifiers } from '../system-ports.ts';
import { continueTasks } from './create-tasks.ts';

const minuteMs = 60_000;
const size = 3;
const scope: ProjectScope = { tenantId: 't', projectId: 'p', workspaceIds: null };
const actor = { id: 'u', requestId: null };
const { signal } = new AbortController();

let nowMs: number;
let database: Database;
let storage: MemoryStorage;
/** Keys that storage refuses to delete. */
const stuck = new Set<string>();

beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 1);
  stuck.clear();
  database = await openSqliteDatabase({ path: ':memory:' });
  const clock = { now: () => nowMs };
  storage = createMemoryStorage({
    clock,
    identifiers: randomIdentifiers,
    log: () => undefined,
    signingSecret: 'a secret of more than thirty-two characters',
    baseUrl: 'http://localhost',
  });
  const workspace = { tenant_id: 't', name: 'w', plan: 'unlimited', reserved_bytes: 0, created_at: 0 };
  await database
    .insertInto('workspaces')
    .values({ ...workspace, id: 'w', used_bytes: 0 })
    .execute();
});
afterEach(() => database.destroy());

/** A server over the same database and storage. */
function server(crash: BackendContext['crash'] = () => Promise.resolve()): BackendContext {
  return {
    database,
    storage: withStuckKeys(storage),
    clock: { now: () => nowMs },
    identifiers: randomIdentifiers,
    log: () => undefined,
    metrics: noMetrics,
    settings: defaultSettings,
    crash,
  };
}

function withStuckKeys(real: MemoryStorage): ObjectStorage {
  return {
    ...real,
    bucketOf(tenantId) {
      const bucket = real.bucketOf(tenantId);
      return {
        ...bucket,
        objects: {
          ...bucket.objects,
          async delete(key) {
            if (stuck.has(key)) throw new StorageError('unavailable', 'Not now');
            await bucket.objects.delete(key);
          },
          async deleteMany(keys) {
            await bucket.objects.deleteMany(keys.filter((key) => !stuck.has(key)));
            return keys.filter((key) => stuck.has(key));
          },
        },
      };
    },
  };
}

/** Runs due tasks on a server that dies, for good, when it comes to a point for the n-th time. */
async function dieAt(point: CrashPoint, times: number): Promise<void> {
  let left = times;
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  const dying = server((at) => {
    if (at === point) left -= 1;
    if (left > 0) return Promise.resolve();
    die();
    return new Promise(() => undefined);
  });
  void continueTasks(dying, { signal });
  await died;
}

async function put(key: string, tenantId = 't'): Promise<void> {
  const body = (async function* () {
    yield new Uint8Array(size);
  })();
  await storage.bucketOf(tenantId).objects.put({ key, sizeBytes: size, writeToken: 'token' }, body);
}

async function addFile(file: {
  readonly projectId: string;
  readonly id: string;
  readonly key?: string;
  readonly status?: 'active' | 'pending';
}): Promise<string> {
  const { projectId, id, status = 'active' } = file;
  const key = file.key ?? (await finalKey({ tenantId: 't', projectId, fileId: id }));
  await database
    .insertInto('files')
    .values({
      id,
      tenant_id: 't',
      workspace_id: 'w',
      user_id: 'u',
      status,
      storage_key: key,
      file_name: id,
      name_folded: foldName(id),
      size_bytes: size,
      mime_type: 'text/plain',
      chunk_size: size,
      project_id: projectId,
      category_ids: '[]',
      metadata: '{}',
      processing_status: 'none',
      created_at: nowMs,
      updated_at: nowMs,
    })
    .execute();
  if (status === 'active') {
    await database
      .updateTable('workspaces')
      .set(({ eb }) => ({ used_bytes: eb('used_bytes', '+', size) }))
      .execute();
  }
  return key;
}

async function addFiles(count: number): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const key = await addFile({ projectId: 'p', id: `f${String(index).padStart(5, '0')}` });
    await put(key);
    keys.push(key);
  }
  return keys;
}

const begin = () => requestCleanup(server(), scope, { deletesRecordsOnly: false, actor });
const taskOf = (id: string) =>
  database.selectFrom('background_tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const statistics = async (id: string) => toProjectCleanup(await taskOf(id));
const usedBytes = async () =>
  (await database.selectFrom('workspaces').select('used_bytes').executeTakeFirstOrThrow()).used_bytes;
const twiceDeleted = () =>
  database
    .selectFrom('audit_events')
    .select('subject_id')
    .where('to_status', '=', 'deleted')
    .groupBy('subject_id')
    .having(({ fn }) => fn.countAll(), '>', 1)
    .execute();

describe('the clean-up of a project', () => {
  it.each([
    ['deletion-recorded', 7],
    ['object-deleted', 300],
    ['object-deleted', 510],
    ['cleanup-batch-recorded', 1],
    ['cleanup-batch-recorded', 2],
    ['cleanup-batch-recorded', 3],
  ] as const)(
    'R-B3 goes on elsewhere after a crash at %s for the %i. time, and counts exactly',
    async (point, times) => {
      await addFiles(520);
      const { id } = await begin();
      await dieAt(point, times);

      const early = await continueTasks(server(), { signal });
      nowMs += minuteMs + 1;
      await continueTasks(server(), { signal });

      const all = { found: 520, deleted: 520, failed: 0, bytes: 520 * size };
      expect(early.continued).toBe(0);
      expect(await statistics(id)).toMatchObject({ state: 'done', ...all, by_method: { tracked: all } });
      expect([storage.keys(), await usedBytes(), await twiceDeleted()]).toEqual([[], 0, []]);
    },
  );

  it('R-B3 on two servers at once deletes each file once', async () => {
    await addFiles(40);
    const { id } = await begin();

    const reports = await Promise.all([1, 2, 3].map(() => continueTasks(server(), { signal })));

    expect(reports.reduce((total, { continued }) => total + continued, 0)).toBe(1);
    expect((await statistics(id)).deleted).toBe(40);
    expect(await twiceDeleted()).toEqual([]);
  });

  it('R-B3 pauses when its server stops, and goes on at once on another', async () => {
    const stopping = new AbortController();
    await addFiles(3);
    const { id } = await begin();
    await continueTasks(
      server(async (point) => {
        if (point === 'cleanup-batch-recorded') stopping.abort();
      }),
      { signal: stopping.signal },
    );
    const paused = await statistics(id);

    await continueTasks(server(), { signal });

    expect([paused.state, paused.deleted]).toEqual(['running', 0]);
    expect(await statistics(id)).toMatchObject({ state: 'done', deleted: 3 });
  });
  it('R-B3 R-B4 an object that cannot be deleted stops no other, is tried again, and is told in the end', async () => {
    const keys = await addFiles(5);
    const key = keys[2] ?? '';
    stuck.add(key);
    const { id } = await begin();

    await continueTasks(server(), { signal });
    const first = await statistics(id);
    await continueTasks(server(), { signal });
    const tooEarly = await taskOf(id);
    for (let attempt = 0; attempt < 6; attempt += 1) {
      nowMs += 60 * minuteMs;
      await continueTasks(server(), { signal });
    }
    const given = await statistics(id);

    expect(first).toMatchObject({
      state: 'running',
      attempts: 1,
      by_method: {
        tracked: { found: 5, deleted: 4, failed: 1, bytes: 4 * size },
        prefix: { found: 1, deleted: 0, failed: 1, bytes: 0 },
      },
    });
    expect(tooEarly.attempts).toBe(1);
    expect(given).toMatchObject({
      state: 'failed',
      attempts: 6,
      by_method: { tracked: { deleted: 4, failed: 1 } },
    });
    const rows = await database
      .selectFrom('files')
      .select('storage_key')
      .where('status', '=', 'deleting')
      .execute();
    expect(rows).toEqual([{ storage_key: key }]);
    expect(await usedBytes()).toBe(size);

    stuck.clear();
    const again = await begin();
    await continueTasks(server(), { signal });
    expect(await statistics(again.id)).toMatchObject({ state: 'done', deleted: 1, failed: 0 });
    expect([storage.keys(), await usedBytes()]).toEqual([[], 0]);
  });

  it('R-B4 without any record it finds what lies under the prefix, over pages, and nothing beside it', async () => {
    const beside = [
      'tenants/t/projects/p2/files/a',
      'tenants/t/projects/files/a',
      'tenants/t/files/a',
      'tenants/t2/projects/p/files/a',
      'projects/p/files/a',
    ];
    for (const key of beside) await put(key);
    for (let index = 0; index < 1500; index += 1) await put(`tenants/t/projects/p/files/x${index}`);
    const { id } = await begin();

    await continueTasks(server(), { signal });

    expect(await statistics(id)).toMatchObject({
      state: 'done',
      by_method: {
        tracked: { found: 0, deleted: 0, failed: 0, bytes: 0 },
        prefix: { found: 1500, deleted: 1500, failed: 0, bytes: 1500 * size },
      },
    });
    expect(storage.keys()).toEqual([...beside].sort());
  });

  it('R-B3 leaves what belongs to somebody under its prefix: moved, shared, arriving, or new', async () => {
    const moved = await addFile({
      projectId: 'other',
      id: 'moved',
      key: await finalKey({ tenantId: 't', projectId: 'p', fileId: 'moved' }),
    });
    const shared = await addFile({
      projectId: 'other',
      id: 'shared',
      key: 'tenants/t/projects/p/files/first',
    });
    await addFile({ projectId: 'other', id: 'arriving', key: 'temp/uploads/s/original', status: 'pending' });
    const arriving = await finalKey({ tenantId: 't', projectId: 'p', fileId: 'arriving' });
    for (const key of [moved, shared, arriving, 'tenants/t/projects/p/files/orphan']) await put(key);
    const { id } = await begin();
    nowMs += 1;
    await put('tenants/t/projects/p/files/new');

    await continueTasks(server(), { signal });

    expect((await statistics(id)).by_method.prefix).toMatchObject({ found: 1, deleted: 1 });
    expect(storage.keys()).toEqual([moved, shared, arriving, 'tenants/t/projects/p/files/new'].sort());
  });

  it('R-B3 leaves files that came after it was asked for', async () => {
    await addFiles(2);
    const { id } = await begin();
    nowMs += 1;
    await put(await addFile({ projectId: 'p', id: 'new' }));

    await continueTasks(server(), { signal });

    expect((await statistics(id)).deleted).toBe(2);
    expect(await database.selectFrom('files').select('id').where('status', '=', 'active').execute()).toEqual([
      { id: 'new' },
    ]);
  });
});

describe('an import', () => {
  const body = { tenant_id: 't', workspace_id: 'w', prefix: 'legacy/', dry_run: false };
  const statisticsOf = async (id: string) => toStorageImport(server(), await taskOf(id));
  const recorded = () =>
    database.selectFrom('files').select(['storage_key', 'size_bytes', 'status']).execute();

  it.each([1, 2])(
    'R-B6 goes on after a crash at page %i: each object is recorded and charged once',
    async (page) => {
      for (let index = 0; index < 250; index += 1) await put(`legacy/${index}`);
      await put('legacy2/near');
      const { id } = await requestImport(server(), body, actor);
      await dieAt('import-page-imported', page);

      nowMs += minuteMs + 1;
      await continueTasks(server(), { signal });
      const files = await recorded();

      expect(await statisticsOf(id)).toMatchObject({
        state: 'done',
        scanned: 250,
        imported: 250,
        imported_bytes: 250 * size,
        failed: 0,
      });
      expect(new Set(files.map(({ storage_key }) => storage_key)).size).toBe(250);
      expect(files.every(({ status, size_bytes }) => status === 'active' && size_bytes === size)).toBe(true);
      expect(await usedBytes()).toBe(250 * size);
    },
  );

  it('R-B6 two imports of the same objects at once record each once', async () => {
    for (let index = 0; index < 50; index += 1) await put(`legacy/${index}`);
    const tasks = await Promise.all([
      requestImport(server(), body, actor),
      requestImport(server(), { ...body, project_id: 'p' }, actor),
    ]);
    let waiting = 0;
    let release: () => void = () => undefined;
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    /** Both have looked before either records. */
    const meet = async (): Promise<void> => {
      waiting += 1;
      if (waiting === 2) release();
      await both;
    };
    const held = (): BackendContext => {
      const context = server();
      let hasMet = false;
      return {
        ...context,
        storage: {
          ...context.storage,
          bucketOf(tenantId) {
            const bucket = context.storage.bucketOf(tenantId);
            return {
              ...bucket,
              objects: {
                ...bucket.objects,
                async open(key, range) {
                  if (!hasMet) {
                    hasMet = true;
                    await meet();
                  }
                  return bucket.objects.open(key, range);
                },
              },
            };
          },
        },
      };
    };

    await Promise.all(tasks.map(() => continueTasks(held(), { signal })));

    const imports = await Promise.all(tasks.map(({ id }) => statisticsOf(id)));
    expect(imports.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(imports.reduce((total, { imported }) => total + imported, 0)).toBe(50);
    expect(await recorded()).toHaveLength(50);
    expect(await usedBytes()).toBe(50 * size);
  });

  it('R-B6 may take a workspace over its limit, for the bytes are there', async () => {
    await database
      .updateTable('workspaces')
      .set({ plan: 'free', used_bytes: 10 * 1024 ** 3 })
      .execute();
    await put('legacy/a');
    const { id } = await requestImport(server(), body, actor);

    await continueTasks(server(), { signal });

    expect(await statisticsOf(id)).toMatchObject({ imported: 1 });
    expect(await usedBytes()).toBe(10 * 1024 ** 3 + size);
  });

  it('R-B6 passes what an upload is just being completed to', async () => {
    const key = await finalKey({ tenantId: 't', projectId: null, fileId: 'arriving' });
    await addFile({ projectId: 'p', id: 'arriving', key: 'temp/uploads/s/original', status: 'pending' });
    await put(key);
    const { id } = await requestImport(server(), { ...body, prefix: 'tenants/t/' }, actor);

    await continueTasks(server(), { signal });

    expect(await statisticsOf(id)).toMatchObject({ scanned: 1, untracked: 0, imported: 0 });
  });
});
