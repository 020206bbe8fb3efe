import {
  completeBatchResponse,
  fileRecord,
  initiateBatchResponse,
  uploadSession,
  workspaceQuota,
} from '@holdfast/upload-manager/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClient, ok, problem, sha256 } from './client.ts';
import { isPostgresRun } from './create-test-database.ts';
import { inProcess, type TestHost } from './hosts.ts';

const settings = { defaultPlan: 'tiny', maxOpenUploads: 3, allowedTypes: ['text/*'] };

/** Files that fit and that do not, in every way: size, quota, number, type, shape, a key used before. */
const anyFile = fc.record(
  {
    file_name: fc.constantFrom('a.txt', 'b.txt'),
    file_size: fc.constantFrom(0, 1, 2, 100, 300, 400, 601, -1),
    mime_type: fc.constantFrom('text/plain', 'text/csv', 'text/html', 'image/png'),
    idempotency_key: fc.constantFrom('k1', 'k2', 'k3'),
    reference_type: fc.constant('step'),
    reference_id: fc.constantFrom('s1', 's2'),
  },
  { requiredKeys: ['file_name', 'file_size'] },
);

type AnyFile = typeof anyFile extends fc.Arbitrary<infer File> ? File : never;

async function initiate(host: TestHost, files: readonly object[]) {
  const answer = await createClient(host).call('POST', '/app/uploads/initiate-batch', {
    body: { files: files.map((file) => ({ client_reference: 'r', ...file })) },
  });
  return ok(initiateBatchResponse, answer).results;
}

type Verdicts = Awaited<ReturnType<typeof initiate>>;

/** The same by the route for one file. */
async function initiateAlone(
  host: TestHost,
  { idempotency_key, ...body }: AnyFile,
): Promise<Verdicts[number]> {
  const answer = await createClient(host).call('POST', '/app/uploads/initiate', {
    body: { client_reference: 'r', ...body },
    headers: idempotency_key === undefined ? {} : { 'x-idempotency-key': idempotency_key },
  });
  if (answer.status === 201) {
    return { client_reference: 'r', status: 201, session: ok(uploadSession, answer) };
  }
  return { client_reference: 'r', status: answer.status, error: problem(answer) };
}

/** What a caller can tell verdicts apart by; ids are random, so a session is told by where it was first answered. */
function describeVerdicts(verdicts: Verdicts) {
  const sessions = verdicts.map(({ session }) => session?.upload_session_id);
  return verdicts.map(({ status, error, session }) => ({
    status,
    code: error?.code,
    sizes: [session?.file_size, error?.requested_bytes, error?.reserved_bytes],
    first: session && sessions.indexOf(session.upload_session_id),
  }));
}

async function kept(host: TestHost) {
  return {
    quota: ok(workspaceQuota, await createClient(host).call('GET', '/api/workspaces/a-main/quota')),
    files: await host.query(
      'select file_name, size_bytes, status from files order by size_bytes, file_name, status',
    ),
    sessions: await host.query(
      'select status, count(*) as sessions from upload_sessions group by status order by status',
    ),
    keys: await host.query('select key, status from idempotency_keys order by key'),
    references: await host.query(
      'select reference_id, count(*) as files from file_references group by 1 order by 1',
    ),
    events: await host.query(
      'select subject_type, from_status, to_status, count(*) as events from audit_events group by 1, 2, 3 order by 1, 2, 3',
    ),
  };
}

const plainText = 'text that any store takes';
const otherText = 'and another one';
/** What it is shows in its first bytes, whatever its sender says. */
const document = '%PDF-1.7 and so on';

/** Uploads in every state in which somebody may ask to complete them. */
const anyUpload = fc.record({
  text: fc.constantFrom(plainText, otherText, 'a third', 'a fourth', document),
  state: fc.constantFrom('sent', 'sent', 'sent', 'sent', 'unsent', 'cancelled', 'completed'),
  asked: fc.constantFrom('once', 'once', 'once', 'twice', 'with a part twice', 'with another checksum'),
});

type AnyUpload = typeof anyUpload extends fc.Arbitrary<infer Upload> ? Upload : never;

async function prepare(host: TestHost, uploads: readonly AnyUpload[]) {
  const client = createClient(host);
  const asked: { readonly upload_session_id: string }[] = [];
  for (const { text, state, asked: how } of uploads) {
    const bytes = new TextEncoder().encode(text);
    const fields = { file_size: bytes.byteLength, mime_type: 'text/plain' };
    const session = await client.initiate(fields);
    if (state !== 'unsent') await client.send(session, bytes);
    if (state === 'cancelled') await client.cancel(session);
    if (state === 'completed') await client.complete(session);
    const parts = {
      once: {},
      twice: {},
      'with a part twice': { parts: [{ part_number: 1 }, { part_number: 1 }] },
      'with another checksum': { parts: [{ part_number: 1, checksum: sha256(new Uint8Array(1)) }] },
    }[how];
    const request = { upload_session_id: session.upload_session_id, ...parts };
    // Of two who ask at once for what is refused, the second is told either the reason or that it is over.
    asked.push(...(how === 'twice' && text !== document ? [request, request] : [request]));
  }
  return [...asked, { upload_session_id: 'nobody-knows-it' }];
}

async function complete(host: TestHost, uploads: readonly object[]) {
  const answer = await createClient(host).call('POST', '/app/assets/upload/complete-batch', {
    body: { uploads },
  });
  return ok(completeBatchResponse, answer).results;
}

type Completed = Awaited<ReturnType<typeof complete>>;

/** The same by the route for one file. */
async function completeAlone(
  host: TestHost,
  body: { readonly upload_session_id: string },
): Promise<Completed[number]> {
  const { upload_session_id } = body;
  const answer = await createClient(host).call('POST', '/app/assets/upload/complete', { body });
  const { status } = answer;
  if (status === 200) return { upload_session_id, status, file: ok(fileRecord, answer) };
  return { upload_session_id, status, error: problem(answer) };
}

function describeCompleted({ status, file, error }: Completed[number]) {
  return { status, code: error?.code, file: file && [file.size_bytes, file.checksum, file.detected_type] };
}

/** Each run has two databases, and PostgreSQL takes longer to give one. */
const numRuns = isPostgresRun ? 20 : 40;

describe('a batch', () => {
  it('R-F5 answers and leaves what its files would, initiated one by one in its order', async () => {
    const check = fc.asyncProperty(fc.array(anyFile, { minLength: 2, maxLength: 10 }), async (files) => {
      const together = await inProcess.start({ settings });
      const oneByOne = await inProcess.start({ settings });
      try {
        const verdicts: Verdicts = [];
        for (const file of files) verdicts.push(await initiateAlone(oneByOne, file));

        expect(describeVerdicts(await initiate(together, files))).toEqual(describeVerdicts(verdicts));
        expect(await kept(together)).toEqual(await kept(oneByOne));
      } finally {
        await together.close();
        await oneByOne.close();
      }
    });

    await fc.assert(check, { numRuns });
  }, 120_000);

  it('R-F5 answers and leaves what its files would, completed one by one', async () => {
    const check = fc.asyncProperty(fc.array(anyUpload, { minLength: 2, maxLength: 8 }), async (uploads) => {
      const together = await inProcess.start({ settings: { allowedTypes: ['text/*'] } });
      const oneByOne = await inProcess.start({ settings: { allowedTypes: ['text/*'] } });
      try {
        const asked = await prepare(oneByOne, uploads);
        const verdicts: Completed = [];
        for (const each of asked) verdicts.push(await completeAlone(oneByOne, each));

        const answered = await complete(together, await prepare(together, uploads));
        expect(answered.map(describeCompleted)).toEqual(verdicts.map(describeCompleted));
        expect(await kept(together)).toEqual(await kept(oneByOne));
      } finally {
        await together.close();
        await oneByOne.close();
      }
    });

    await fc.assert(check, { numRuns });
  }, 120_000);
});
