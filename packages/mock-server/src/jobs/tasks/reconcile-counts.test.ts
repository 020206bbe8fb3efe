import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryBackend, type MemoryBackend } from '../../hosts/memory-backend.ts';

const principal = { tenantId: 't', userId: 'u', workspaceIds: ['w'], permissions: ['*'] } as const;

describe('the job that recounts users and kinds', () => {
  let host: MemoryBackend;
  beforeEach(async () => {
    host = await createMemoryBackend({
      authenticate: async () => principal,
      settings: { defaultPlan: 'unlimited' },
    });
    for (const kind of ['step', 'step', 'category']) await post('/api/entities', { kind, attributes: {} });
    await post('/app/uploads/initiate', { file_name: 'a', file_size: 70 });
  });
  afterEach(() => host.backend.close());

  const post = (path: string, body: object) =>
    host.backend.fetch(
      new Request(`http://localhost${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  const run = async () => (await host.backend.jobs.run('reconcile-counts')).counts;
  const state = () =>
    host.query(`select 'user' as what, reserved_bytes as n from users
      union all select kind, used from plan_counts order by 1, 2`);
  const truth = [
    { what: 'category', n: 1 },
    { what: 'step', n: 2 },
    { what: 'user', n: 70 },
    { what: 'workspace', n: 1 },
  ];

  it('R-A13 finds nothing where nothing is wrong', async () => {
    expect(await run()).toEqual({ users_repaired: 0, counts_repaired: 0, failed: 0 });
    expect(await state()).toEqual(truth);
  });

  it('R-A13 repairs exactly what was damaged', async () => {
    await sql`update users set used_bytes = 5, reserved_bytes = 3`.execute(host.database);
    await sql`update plan_counts set used = 9 where kind in ('step', 'workspace')`.execute(host.database);

    expect(await run()).toEqual({ users_repaired: 1, counts_repaired: 2, failed: 0 });
    expect(await state()).toEqual(truth);
    expect(await host.query('select used_bytes from users')).toEqual([{ used_bytes: 0 }]);
  });
});
