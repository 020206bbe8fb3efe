import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryBackend, type MemoryBackend } from '../../hosts/memory-backend.ts';
import type { BackendContext } from '../backend-context.ts';
import { noMetrics } from '../metrics/metrics.ts';
import { defaultSettings } from '../settings.ts';
import { randomIdentifiers, systemClock } from '../system-ports.ts';
import { endSession } from './end-session.ts';

const actor = { id: 'somebody', requestId: null };

describe('endSession', () => {
  let memory: MemoryBackend;
  let context: BackendContext;
  beforeEach(async () => {
    memory = await createMemoryBackend({
      authenticate: async () => ({ tenantId: 't', userId: 'u', workspaceIds: ['w'], permissions: ['*'] }),
    });
    context = {
      database: memory.database,
      storage: memory.storage,
      clock: systemClock,
      identifiers: randomIdentifiers,
      log: () => undefined,
      settings: defaultSettings,
      metrics: noMetrics,
      crash: () => Promise.resolve(),
    };
    for (const file_size of [300, 200]) {
      const request = new Request('http://localhost/app/uploads/initiate', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ file_name: 'a', file_size }),
      });
      expect((await memory.backend.fetch(request)).status).toBe(201);
    }
  });
  afterEach(() => memory.backend.close());

  const openSession = () =>
    memory.database
      .selectFrom('upload_sessions')
      .selectAll()
      .where('file_size', '=', 300)
      .executeTakeFirstOrThrow();
  const end = async (
    change: { to: 'failed' | 'cancelled'; claimToken: string | null },
    session = openSession(),
  ) => {
    const row = await session;
    return memory.database
      .transaction()
      .execute((transaction) =>
        endSession(context, transaction, { session: row, reason: null, actor, ...change }),
      );
  };
  const reserved = async () => (await memory.query('select reserved_bytes from workspaces'))[0];

  it('ends a session once, whoever still holds the row as it was before', async () => {
    const stale = openSession();
    await stale;

    const results = [
      await end({ to: 'cancelled', claimToken: null }, stale),
      await end({ to: 'failed', claimToken: null }, stale),
    ];

    expect(results).toEqual([true, false]);
    expect(await reserved()).toEqual({ reserved_bytes: 200 });
    expect((await openSession()).status).toBe('cancelled');
    expect(
      await memory.query("select id from audit_events where to_status in ('cancelled', 'failed')"),
    ).toHaveLength(2);
  });

  it('leaves a session alone that somebody is completing, except for the one who is', async () => {
    await memory.database
      .updateTable('upload_sessions')
      .set({ claim_token: 'mine', claim_until: systemClock.now() + 60_000 })
      .where('file_size', '=', 300)
      .execute();

    const results = [
      await end({ to: 'cancelled', claimToken: null }),
      await end({ to: 'failed', claimToken: 'other' }),
      await end({ to: 'failed', claimToken: 'mine' }),
    ];

    expect(results).toEqual([false, false, true]);
    expect(await openSession()).toMatchObject({ status: 'failed', claim_token: null, claim_until: null });
    expect(await reserved()).toEqual({ reserved_bytes: 200 });
  });
});
