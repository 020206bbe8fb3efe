import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileRecord, mebibyte, workspaceQuota } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, createClient, ok, sha256, sliceOf, testBytes } from '../contract/client.ts';
import { createTestS3, type TestS3 } from '../contract/create-test-storage.ts';
import { listStored, type TestHost } from '../contract/hosts.ts';
import { createPostgresDatabase } from '../contract/postgres-database.ts';
import { type ServerProcess, startProcess } from '../contract/server-process.ts';
import type { TestDatabase } from '../contract/test-database.ts';

const size = 12 * mebibyte;
const bytes = testBytes(size);

const clientOf = (server: ServerProcess) =>
  createClient({ fetch: (path, init) => fetch(new URL(path, server.url), init) } as TestHost);

/** Where both servers keep their bytes: a disk they share, or a bucket. */
const storageKinds = ['disk', 'bucket'] as const;

describe.each(storageKinds)('R-D3 two servers on one PostgreSQL and one %s', { timeout: 60_000 }, (kind) => {
  let s3: TestS3 | undefined;
  let directory: string;
  let database: TestDatabase;
  let running: ServerProcess[];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-two-'));
    database = await createPostgresDatabase();
    s3 = kind === 'bucket' ? await createTestS3() : undefined;
    running = [];
  });
  afterEach(async () => {
    for (const server of running) {
      if (server.child.exitCode === null && server.child.signalCode === null) await server.kill();
    }
    await s3?.close();
    await database.remove();
    await rm(directory, { recursive: true, force: true });
  });

  const start = async (port = '0'): Promise<ServerProcess> => {
    const server = await startProcess(directory, port, {
      DATABASE_URL: database.url,
      SIGNING_SECRET: 'one secret that both of the servers know',
      ...(s3 ? storageVariablesOf(s3) : {}),
    });
    running.push(server);
    return server;
  };
  const startBoth = (): Promise<[ServerProcess, ServerProcess]> => Promise.all([start(), start()]);
  const bookkeeping = async (fileId: string) => ({
    workspace: await database.query("select used_bytes, reserved_bytes from workspaces where id = 'a-main'"),
    activations: await database.query(
      `select id from audit_events where subject_id = '${fileId}' and to_status = 'active'`,
    ),
    objects: await countObjects(),
  });

  /** On disk a multipart object is a directory of parts: one directory, whatever it holds. */
  const countObjects = async (): Promise<number> => {
    if (s3) return (await s3.stored()).length;
    const names = (await listStored(join(directory, 'objects'))).filter((name) => name.startsWith('object'));
    return new Set(names.map((name) => name.split('/').slice(0, -1).join('/'))).size;
  };

  it('start at the same moment on an empty database, and both are ready', async () => {
    const servers = await startBoth();

    const ready = await Promise.all(servers.map((server) => clientOf(server).call('GET', '/readyz')));

    expect(ready.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('initiated on one, signed on the other, sent to both, completed on both at once: one object, one charge, one event', async () => {
    const [a, b] = (await startBoth()).map(clientOf) as [
      ReturnType<typeof clientOf>,
      ReturnType<typeof clientOf>,
    ];
    const session = await a.initiate({ file_size: size });
    const signed = await b.sign(session, bytes, [1, 2, 3]);
    for (const [index, part] of signed.entries()) {
      const { pathname, search } = new URL(part.url);
      // Without a store of its own, each server takes bytes at the URLs of either.
      const url = s3 ? part.url : `${pathname}${search}`;
      const answer = await (index % 2 === 0 ? a : b).put(
        { ...part, url },
        sliceOf(session, bytes, part.part_number),
      );
      expect(answer.status).toBe(200);
    }

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? a : b).complete(session)),
    );
    const served = new Uint8Array(await (await b.content(session.file_id)).arrayBuffer());

    // Each server writes the file's URL with its own address.
    const records = answers.map((answer) => JSON.stringify({ ...ok(fileRecord, answer), url: '' }));
    expect(new Set(records).size).toBe(1);
    expect(sha256(served)).toBe(sha256(bytes));
    expect(await bookkeeping(session.file_id)).toMatchObject({
      workspace: [{ used_bytes: size, reserved_bytes: 0 }],
      activations: [{}],
      objects: 1,
    });
  });

  it('one is killed in the middle of completing, again and again: the other finishes it, once', async () => {
    let [a, b] = await startBoth();
    const session = await clientOf(a).initiate({ file_size: size });
    await clientOf(a).send(session, bytes);
    for (let round = 0; round < 3; round += 1) {
      const completing = clientOf(a)
        .complete(session)
        .catch(() => undefined);
      // Killed once it has claimed the session, or has been quicker than this look.
      await expect
        .poll(() => hasBegun(session.upload_session_id), { interval: 1, timeout: 20_000 })
        .toBe(true);
      await a.kill();
      await completing;
      // What a dead server claimed may be claimed again after a minute; the test does not wait for it.
      await database.query('update upload_sessions set claim_until = 0 where claim_until is not null');
      a = await start(new URL(a.url).port);
    }

    const answers: Answer[] = await Promise.all([a, b].map((server) => clientOf(server).complete(session)));
    const served = new Uint8Array(await (await clientOf(b).content(session.file_id)).arrayBuffer());

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(sha256(served)).toBe(sha256(bytes));
    expect(await bookkeeping(session.file_id)).toMatchObject({
      workspace: [{ used_bytes: size, reserved_bytes: 0 }],
      activations: [{}],
      objects: 1,
    });
  });

  it('200 initiates at the edge of the quota, spread over both: exactly those that fit get a place', async () => {
    const clients = (await startBoth()).map(clientOf);
    await database.query("update workspaces set used_bytes = (select 0), plan = 'free' where id = 'a-main'");
    const [first] = clients;
    if (!first) throw new Error('There are two');
    const { limit_bytes } = ok(workspaceQuota, await first.call('GET', '/api/workspaces/a-main/quota'));
    const places = 33;
    await database.query(
      `update workspaces set used_bytes = ${(limit_bytes ?? 0) - places * 30 - 29} where id = 'a-main'`,
    );

    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        clients[index % 2]?.call('POST', '/app/uploads/initiate', {
          body: { file_name: 'a', file_size: 30 },
        }),
      ),
    );

    const granted = answers.filter((answer) => answer?.status === 201).length;
    const refused = answers.filter((answer) => answer?.status === 402).length;
    expect([granted, refused]).toEqual([places, 200 - places]);
    expect(await database.query("select reserved_bytes from workspaces where id = 'a-main'")).toEqual([
      { reserved_bytes: places * 30 },
    ]);
  });

  it('one idempotency key sent to both at once opens one session', async () => {
    const clients = (await startBoth()).map(clientOf);
    const request = {
      body: { file_name: 'a', file_size: 6 * mebibyte },
      headers: { 'x-idempotency-key': 'same' },
    };

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        clients[index % 2]?.call('POST', '/app/uploads/initiate', request),
      ),
    );

    for (const answer of answers) expect([201, 409]).toContain(answer?.status);
    expect(answers.some((answer) => answer?.status === 201)).toBe(true);
    expect(await database.query('select id from upload_sessions')).toHaveLength(1);
  });

  async function hasBegun(sessionId: string): Promise<boolean> {
    const [row] = await database.query<{ claim_token: string | null; status: string }>(
      `select claim_token, status from upload_sessions where id = '${sessionId}'`,
    );
    return row !== undefined && (row.claim_token !== null || row.status !== 'uploading');
  }
});

/** What a server in a process of its own has to be told of the bucket. */
function storageVariablesOf({ config }: TestS3): Readonly<Record<string, string>> {
  const { connection } = config.s3;
  const { provisioning } = config;
  if (provisioning.strategy === 'shared' || !connection.endpoint || !connection.credentials) {
    throw new Error('The test store has an address, credentials and a bucket for each tenant');
  }
  return {
    STORAGE_DRIVER: 's3',
    STORAGE_PROVISION_STRATEGY: provisioning.strategy,
    BUCKET_TEMPLATE: provisioning.template,
    AWS_ENDPOINT_URL_S3: connection.endpoint,
    AWS_REGION: connection.region,
    AWS_ACCESS_KEY_ID: connection.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: connection.credentials.secretAccessKey,
  };
}
