import { createHash, randomUUID } from 'node:crypto';
import { completeBatchResponse, initiateBatchResponse } from '@holdfast/upload-manager/contract';
import { Kysely } from 'kysely';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { createNodeSqliteDialect } from '../../db/node-sqlite-dialect.ts';
import type { Schema } from '../../db/schema.ts';
import { createMemoryBackend, type MemoryBackend } from '../../hosts/memory-backend.ts';

const fileBytes = 10;

/** What a batch asks of the database. A commit is a wait for the disk. */
interface Cost {
  readonly statements: number;
  readonly commits: number;
}

function costOf(statements: readonly string[]): Cost {
  let commits = 0;
  let isOpen = false;
  for (const statement of statements) {
    if (statement.startsWith('begin')) isOpen = true;
    // A write outside a transaction is one of its own.
    if (statement === 'commit' || (!isOpen && !statement.startsWith('select'))) commits += 1;
    if (statement === 'commit' || statement === 'rollback') isOpen = false;
  }
  return { statements: statements.length, commits };
}

describe('what a batch costs', () => {
  const asked: string[] = [];
  let memory: MemoryBackend;
  beforeEach(async () => {
    const database = new Kysely<Schema>({
      dialect: createNodeSqliteDialect({ path: ':memory:' }),
      log: ({ query }) => void asked.push(query.sql),
    });
    await migrate(database);
    memory = await createMemoryBackend({
      database,
      authenticate: async () => ({ tenantId: 't', userId: 'u', workspaceIds: ['w'], permissions: ['*'] }),
    });
    // The first call of a user finds out where it belongs.
    await initiate(createBodies(1));
  });
  afterEach(() => memory.backend.close());

  const post = async (path: string, body: unknown) => {
    const request = new Request(new URL(path, 'http://localhost'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    asked.length = 0;
    const answer: unknown = await (await memory.backend.fetch(request)).json();
    return { answer, cost: costOf(asked) };
  };

  const createBodies = (count: number) =>
    Array.from({ length: count }, () => new TextEncoder().encode(randomUUID().slice(-fileBytes)));

  const initiate = async (bodies: readonly Uint8Array[]) => {
    const { answer, cost } = await post('/app/uploads/initiate-batch', {
      files: bodies.map((body, index) => ({
        client_reference: String(index),
        idempotency_key: randomUUID(),
        file_name: 'a.txt',
        file_size: fileBytes,
        reference_type: 'step',
        reference_id: 's',
        checksum: { algorithm: 'sha256', value: createHash('sha256').update(body).digest('base64') },
      })),
    });
    const { results } = v.parse(initiateBatchResponse, answer);
    const uploads = results.flatMap(({ session }) => (session?.upload ? [session] : []));
    expect(uploads).toHaveLength(bodies.length);
    return { uploads, cost };
  };

  const complete = async (count: number) => {
    const bodies = createBodies(count);
    const { uploads } = await initiate(bodies);
    for (const [index, { upload }] of uploads.entries()) {
      const body = bodies[index] ?? null;
      await memory.backend.fetch(new Request(upload?.url ?? '', { method: 'PUT', body }));
    }
    const { answer, cost } = await post('/app/assets/upload/complete-batch', {
      uploads: uploads.map(({ upload_session_id }) => ({ upload_session_id })),
    });
    const { results } = v.parse(completeBatchResponse, answer);
    expect(results.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    return cost;
  };

  it('R-F5 initiating a hundred files commits once, with as many statements as initiating one', async () => {
    const one = await initiate(createBodies(1));
    const hundred = await initiate(createBodies(100));

    expect(hundred.cost).toEqual(one.cost);
    expect(hundred.cost.commits).toBe(1);
    expect(hundred.cost.statements).toBeLessThanOrEqual(20);
  });

  it('R-F5 completing a hundred files commits as often as completing two: claim, final keys, outcome', async () => {
    const two = await complete(2);
    const hundred = await complete(100);

    expect(hundred).toEqual(two);
    expect(hundred.commits).toBe(3);
    expect(hundred.statements).toBeLessThanOrEqual(20);
  });
});
