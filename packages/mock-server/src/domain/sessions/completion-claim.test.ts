import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMemoryBackend } from '../../hosts/memory-backend.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { noMetrics } from '../metrics/metrics.ts';
import { defaultSettings } from '../settings.ts';
import { randomIdentifiers } from '../system-ports.ts';
import { type Claim, claimMs, claimSession, releaseClaim, updateClaimed } from './completion-claim.ts';

async function createGround() {
  let nowMs = 1_700_000_000_000;
  const clock = { now: () => nowMs };
  const { backend, database, storage } = await createMemoryBackend({
    clock,
    authenticate: async () => ({ tenantId: 't', userId: 'u', workspaceIds: ['w'], permissions: ['*'] }),
  });
  const context: BackendContext = {
    database,
    storage,
    clock,
    identifiers: randomIdentifiers,
    log: () => undefined,
    settings: defaultSettings,
    metrics: noMetrics,
    crash: () => Promise.resolve(),
  };
  const request = new Request('http://localhost/app/uploads/initiate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ file_name: 'a', file_size: 300 }),
  });
  expect((await backend.fetch(request)).status).toBe(201);
  const { id } = await database.selectFrom('upload_sessions').select('id').executeTakeFirstOrThrow();
  const advance = (byMs: number) => {
    nowMs += byMs;
  };
  return { backend, context, clock, sessionId: id, advance };
}

type Act =
  | { readonly kind: 'claim'; readonly rivals: number }
  | { readonly kind: 'renew' | 'release'; readonly which: number }
  | { readonly kind: 'wait'; readonly byMs: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('claim' as const), rivals: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constantFrom('renew' as const, 'release' as const), which: fc.nat(5) }),
  // The end of the claim and the millisecond before it are where rules break.
  fc.record({
    kind: fc.constant('wait' as const),
    byMs: fc.constantFrom(1, claimMs / 2, claimMs - 1, claimMs),
  }),
);

it('R-D12 concurrency: of all who claim a session at once one gets it, and nobody else until it lets go or its time is over', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 25 }), async (acts) => {
      const { backend, context, clock, sessionId, advance } = await createGround();
      const given: Claim[] = [];
      let holder: { readonly token: string; readonly untilMs: number } | null = null;

      for (const step of acts) {
        const claim = 'which' in step ? given[step.which % Math.max(1, given.length)] : undefined;
        if (step.kind === 'wait') advance(step.byMs);
        if (step.kind === 'claim') {
          const claims = await Promise.all(
            Array.from({ length: step.rivals }, () => claimSession(context, sessionId)),
          );
          const won = claims.filter((answer) => answer !== null);
          expect(won).toHaveLength(holder !== null && holder.untilMs > clock.now() ? 0 : 1);
          for (const winner of won) holder = { token: winner.token, untilMs: clock.now() + claimMs };
          given.push(...won);
        }
        if (step.kind === 'release' && claim) {
          await releaseClaim(context, claim);
          // A claim that somebody else holds by now is not the releaser's to give back.
          if (holder?.token === claim.token) holder = null;
        }
        if (step.kind === 'renew' && claim) {
          const renewal = updateClaimed(context, claim, { claim_until: clock.now() + claimMs });
          if (holder?.token === claim.token) {
            await renewal;
            holder = { token: claim.token, untilMs: clock.now() + claimMs };
          } else await expect(renewal).rejects.toThrow(ApiError);
        }
      }
      await backend.close();
    }),
    { numRuns: 60 },
  );
});
