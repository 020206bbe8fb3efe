import type { UploadSession } from '@holdfast/upload-manager/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Answer, createClient, problem, sha256, testBytes } from './client.ts';
import { isPostgresRun } from './create-test-database.ts';
import { inProcess, type TestHost } from './hosts.ts';
import type { PrincipalName } from './principals.ts';

const sizeBytes = 300;
/** The plan `tiny` holds 1,000 bytes: three files fit, a fourth does not. */
const plan = { defaultPlan: 'tiny' };

type Act = 'initiate' | 'put' | 'complete' | 'cancel' | 'delete' | 'resume';
interface Upload {
  readonly session: UploadSession;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** What happens at the same time, by either of two users who share a workspace. */
const act = fc.record({
  kind: fc.constantFrom<Act>('initiate', 'put', 'complete', 'complete', 'cancel', 'delete', 'resume'),
  which: fc.nat(3),
  who: fc.constantFrom<PrincipalName>('alice', 'carol'),
});
const waves = fc.array(fc.array(act, { minLength: 2, maxLength: 12 }), { minLength: 1, maxLength: 6 });

it('R-D12 concurrency: whatever happens at once, each end happens once, the quota is exact and files are whole', async () => {
  await fc.assert(
    fc.asyncProperty(waves, async (steps) => {
      const host = await inProcess.start({ settings: plan });
      const uploads: Upload[] = [];
      for (const wave of steps) {
        const answers = await Promise.all(wave.map((step) => perform(host, { ...step, uploads })));
        for (const { status } of answers.flat()) expect(status).toBeLessThan(500);
        await requireSound(host, uploads);
      }
      await host.close();
    }),
    // A run on PostgreSQL begins with connections of its own, which takes longer than the run.
    { numRuns: isPostgresRun ? 25 : 50 },
  );
}, 120_000);

let seed = 0;

interface Performance {
  readonly kind: Act;
  readonly which: number;
  readonly who: PrincipalName;
  readonly uploads: Upload[];
}

async function perform(host: TestHost, { kind, which, who, uploads }: Performance): Promise<Answer[]> {
  const client = createClient(host, who);
  if (kind === 'initiate') {
    // No two are alike: equal ones would be stored, and counted, once.
    seed += 1;
    const content = testBytes(sizeBytes, seed);
    const body = {
      file_name: 'a',
      file_size: sizeBytes,
      checksum: { algorithm: 'sha256', value: sha256(content) },
      checksum_algorithms: ['sha256'],
    };
    const answer = await client.call('POST', '/app/uploads/initiate', { body });
    if (answer.status === 201) uploads.push({ session: answer.body as UploadSession, content });
    else expect(problem(answer).code).toBe('quota_exceeded');
    return [answer];
  }
  const upload = uploads[which % Math.max(1, uploads.length)];
  if (!upload) return [];
  const { session, content } = upload;
  if (kind === 'put') return session.upload ? [await client.put(session.upload, content)] : [];
  if (kind === 'complete') return [await client.complete(session)];
  if (kind === 'delete') return [await client.call('DELETE', `/api/files/${session.file_id}`)];
  const path = `/app/uploads/${session.upload_session_id}`;
  return [
    kind === 'cancel'
      ? await client.call('POST', `${path}/cancel`)
      : await client.call('GET', `${path}/resume`),
  ];
}

async function requireSound(host: TestHost, uploads: readonly Upload[]): Promise<void> {
  const [quota] = await host.query<{ used_bytes: number; reserved_bytes: number }>(
    "select used_bytes, reserved_bytes from workspaces where id = 'a-main'",
  );
  const [active] = await host.query<{ count: number }>(
    "select count(*) as count from files where status in ('active', 'deleting') and workspace_id = 'a-main'",
  );
  const [open] = await host.query<{ count: number }>(
    "select count(*) as count from upload_sessions where status in ('initiating', 'uploading')",
  );
  const used = Number(active?.count) * sizeBytes;
  const reserved = Number(open?.count) * sizeBytes;
  expect([Number(quota?.used_bytes), Number(quota?.reserved_bytes)]).toEqual([used, reserved]);
  expect(used + reserved).toBeLessThanOrEqual(1000);

  const repeated = await host.query(
    'select subject_id from audit_events group by subject_type, subject_id, to_status having count(*) > 1',
  );
  expect(repeated).toEqual([]);

  const files = await host.query<{ id: string; user_id: PrincipalName }>(
    "select id, user_id from files where status = 'active'",
  );
  for (const { id, user_id } of files) {
    const served = await (await createClient(host, user_id).content(id)).arrayBuffer();
    const sent = uploads.find(({ session }) => session.file_id === id)?.content ?? new Uint8Array();
    expect(sha256(new Uint8Array(served))).toBe(sha256(sent));
  }
}
