import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, problem, sha256, testBytes } from './client.ts';
import { inProcess, type TestHost } from './hosts.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** A sound request of a route, and what no member of it may be. */
interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: { readonly [member: string]: Json };
}

const digest = sha256(testBytes(10));
const requests: readonly Request[] = [
  {
    method: 'POST',
    path: '/app/uploads/initiate',
    body: {
      file_name: 'a.bin',
      file_size: 10,
      mime_type: 'text/plain',
      last_modified: 1,
      checksum_algorithms: ['sha256'],
      checksum: { algorithm: 'sha256', value: digest },
      client_reference: 'c',
      reference_type: 'step_media',
      reference_id: '1',
      project_id: 'p',
      category_ids: ['x'],
      metadata: { a: 1 },
    },
  },
  {
    method: 'POST',
    path: '/app/uploads/{session}/multipart-part-url',
    body: { part_number: 1, checksum: digest, replace: true },
  },
  {
    method: 'POST',
    path: '/app/uploads/{session}/multipart-part-urls',
    body: { parts: [{ part_number: 1, checksum: digest }] },
  },
  {
    method: 'POST',
    path: '/app/assets/upload/complete',
    body: { upload_session_id: '{session}', parts: [{ part_number: 1, checksum: digest }] },
  },
  {
    method: 'POST',
    path: '/app/assets/upload/complete-batch',
    body: { uploads: [{ upload_session_id: '{session}' }] },
  },
  {
    method: 'POST',
    path: '/app/uploads/upload-urls',
    body: { uploads: [{ upload_session_id: '{session}', checksum: digest }] },
  },
  { method: 'PUT', path: '/api/workspaces/a-main/plan', body: { plan: 'free' } },
];

/** The places of a body, as paths; those inside free metadata may hold anything. */
function placesOf(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== 'object' || path.includes('metadata')) return [path];
  const inside = Object.entries(value).flatMap(([name, member]) => placesOf(member as Json, [...path, name]));
  return path.length === 0 ? inside : [path, ...inside];
}

function replaced(value: Json, path: readonly string[], wrong: Json): Json {
  const [name, ...rest] = path;
  if (name === undefined) return wrong;
  if (Array.isArray(value))
    return value.map((item, at) => (String(at) === name ? replaced(item, rest, wrong) : item));
  const members = value as { readonly [member: string]: Json };
  return { ...members, [name]: replaced(members[name] ?? null, rest, wrong) };
}

/** Values no member of any request takes: members are texts, whole numbers, flags, lists and objects with known members. */
const wrongValues: readonly Json[] = [null, -1, 1.5, 2 ** 60, [[]], 'x'.repeat(2000)];

describe('a request with one wrong member', () => {
  let host: TestHost;
  let session: string;
  beforeAll(async () => {
    host = await inProcess.start();
    session = (await createClient(host).initiate({ file_size: 10 })).upload_session_id;
  });
  afterAll(() => host.close());

  it('R-D12 validation errors: it is refused with 400, the issue names the member, and nothing changes', async () => {
    const cases = requests.flatMap((request) => placesOf(request.body).map((place) => ({ request, place })));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cases), fc.constantFrom(...wrongValues), async (found, wrong) => {
        const { request, place } = found;
        const body = replaced(request.body, place, wrong);
        const text = JSON.stringify(body).replaceAll('{session}', session);
        const before = await host.rows();

        const answer = await createClient(host).call(
          request.method,
          request.path.replace('{session}', session),
          {
            raw: text,
            headers: { 'content-type': 'application/json' },
          },
        );

        const refusal = problem(answer);
        expect([refusal.status, refusal.code]).toEqual([400, 'invalid_request']);
        const issues = refusal.issues as readonly { readonly path: string }[];
        const named = issues.filter((issue) => `${issue.path}.`.startsWith(`${place.join('.')}.`));
        expect(named).not.toEqual([]);
        expect(await host.rows()).toBe(before);
      }),
      { numRuns: 400 },
    );
  });
});
