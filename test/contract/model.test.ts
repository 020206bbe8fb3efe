import { mebibyte, type UploadSession } from '@holdfast/upload-manager/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Answer, createClient, problem, sha256, testBytes } from './client.ts';
import { inProcess, type TestHost } from './hosts.ts';
import { createTestClock, hourMs } from './test-clock.ts';

const sizes = [0, 100, 6 * mebibyte] as const;
const contents = new Map(sizes.map((size) => [size as number, testBytes(size, size + 1)]));

type Command =
  | { readonly kind: 'initiate'; readonly size: number }
  | { readonly kind: 'send'; readonly which: number; readonly part: number }
  | { readonly kind: 'complete' | 'cancel' | 'delete' | 'resume'; readonly which: number }
  | { readonly kind: 'race'; readonly which: number }
  | { readonly kind: 'wait'; readonly hours: number };

const which = fc.nat(3);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('initiate' as const), size: fc.constantFrom(...sizes) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('send' as const), which, part: fc.constantFrom(1, 2) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('complete' as const, 'cancel' as const, 'delete' as const, 'resume' as const),
      which,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('race' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 23, 25) }),
  },
);

/** The same content, uploaded two times. */
const twice = (size: number): Command[] =>
  [0, 1].flatMap((which) => [
    { kind: 'initiate', size },
    { kind: 'send', which, part: 1 },
    { kind: 'complete', which },
  ]);

const terminal = new Set(['completed', 'failed', 'cancelled']);

it('R-C1 R-D12 upload workflow: whatever a client does in whatever order: the quota is exact, ends are final, files are whole, nothing is left over', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 30 }), async (commands) => {
      const clock = createTestClock();
      const host = await inProcess.start({ clock });
      const sessions: UploadSession[] = [];
      const ended = new Map<string, string>();
      for (const step of commands) {
        await run(host, { step, sessions, advance: clock.advance });
        await requireExactQuota(host);
        await requireFinalEnds(host, ended);
      }
      await requireWholeFiles(host);
      await requireNothingLeft(host);
      await host.close();
    }),
    { numRuns: 40, examples: [[twice(100)]] },
  );
}, 180_000);

interface Run {
  readonly step: Command;
  readonly sessions: UploadSession[];
  readonly advance: (milliseconds: number) => void;
}

async function run(host: TestHost, { step, sessions, advance }: Run): Promise<void> {
  const client = createClient(host);
  if (step.kind === 'wait') return advance(step.hours * hourMs);
  if (step.kind === 'initiate') {
    sessions.push(await client.initiate({ file_size: step.size }));
    return;
  }
  const session = sessions[step.which % Math.max(1, sessions.length)];
  if (!session) return;
  const path = `/app/uploads/${session.upload_session_id}`;
  const calls: Record<Exclude<Command['kind'], 'wait' | 'initiate'>, () => Promise<Answer[]>> = {
    resume: async () => [await client.call('GET', `${path}/resume`)],
    cancel: async () => [await client.call('POST', `${path}/cancel`)],
    complete: async () => [await client.complete(session)],
    delete: async () => [await client.call('DELETE', `/api/files/${session.file_id}`)],
    race: () =>
      Promise.all([
        client.complete(session),
        client.call('POST', `${path}/cancel`),
        client.complete(session),
        client.call('DELETE', `/api/files/${session.file_id}`),
      ]),
    send: async () => [await sendPart(host, session, step.kind === 'send' ? step.part : 1)],
  };
  for (const answer of await calls[step.kind]()) {
    expect(answer.status).toBeLessThan(500);
    if (answer.status >= 400) problem(answer);
  }
}

async function sendPart(host: TestHost, session: UploadSession, part: number): Promise<Answer> {
  const client = createClient(host);
  const content = contents.get(session.file_size) ?? new Uint8Array();
  const start = (part - 1) * session.chunk_size;
  const bytes = new Uint8Array(content.subarray(start, start + Math.max(0, session.chunk_size)));
  const signed = await client.call('POST', `/app/uploads/${session.upload_session_id}/multipart-part-url`, {
    body: { part_number: part, checksum: sha256(bytes) },
  });
  return signed.status === 200 ? client.put((signed.body as { url: string }).url, bytes) : signed;
}

/** Files of one content are stored once and counted once. */
async function requireExactQuota(host: TestHost): Promise<void> {
  const [drift] = await host.query(`
    select used_bytes - (select coalesce(sum(size_bytes), 0) from (
             select max(size_bytes) as size_bytes from files
             where status in ('active', 'deleting') group by coalesce(blob_id, id)) contents) as used,
           reserved_bytes - (select coalesce(sum(file_size), 0) from upload_sessions where status in ('initiating', 'uploading')) as reserved
    from workspaces where id = 'a-main'`);
  expect(drift).toEqual({ used: 0, reserved: 0 });
}

async function requireFinalEnds(host: TestHost, ended: Map<string, string>): Promise<void> {
  for (const { id, status } of await host.query<{ id: string; status: string }>(
    'select id, status from upload_sessions',
  )) {
    expect(ended.get(id) ?? status).toBe(status);
    if (terminal.has(status)) ended.set(id, status);
  }
  const repeated = await host.query(
    'select subject_id from audit_events group by subject_id, to_status having count(*) > 1',
  );
  expect(repeated).toEqual([]);
}

async function requireWholeFiles(host: TestHost): Promise<void> {
  const client = createClient(host);
  const files = await host.query<{ id: string; size_bytes: number }>(
    "select id, size_bytes from files where status = 'active'",
  );
  for (const { id, size_bytes } of files) {
    const served = new Uint8Array(await (await client.content(id)).arrayBuffer());
    expect(sha256(served)).toBe(sha256(contents.get(size_bytes) ?? new Uint8Array(1)));
  }
}

/** Storage holds active files and open uploads, and nothing else. */
async function requireNothingLeft(host: TestHost): Promise<void> {
  const known = await host.query<{ storage_key: string; temp_key: string; multipart_id: string | null }>(`
    select file.storage_key, session.temp_key, session.multipart_id
    from files file join upload_sessions session on session.file_id = file.id
    where file.status = 'active' or session.status = 'uploading'`);
  const names = new Set(
    known.flatMap(({ storage_key, temp_key, multipart_id }) => [storage_key, temp_key, multipart_id]),
  );
  expect((await host.stored()).filter((name) => !names.has(name))).toEqual([]);
}
