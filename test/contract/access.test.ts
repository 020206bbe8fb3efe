import { mebibyte, routes } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallOptions, createClient, problem, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

const open = new Set(['createSession', 'liveness', 'readiness']);

describe.each(hostKinds)('who may do what on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start();
  });
  afterAll(() => host.close());

  it.each(Object.entries(routes).filter(([name]) => !open.has(name)))(
    'A1 A2 %s answers nobody without credentials',
    async (_, route) => {
      const path = route.path.replace('{id}', 'x');

      for (const headers of [
        {},
        { authorization: 'Bearer wrong' },
        { authorization: 'Basic YTpi' },
        { cookie: 'holdfast_session=forged' },
      ]) {
        const answer = await createClient(host, null).call(route.method, path, { headers });
        expect([answer.status, problem(answer).code]).toEqual([401, 'unauthorized']);
      }
    },
  );

  it('A5 A65 R-C9 a foreign id looks exactly like an unknown one, on every route', async () => {
    const alice = createClient(host);
    const session = await alice.initiate({ file_size: 6 * mebibyte });
    const file = await alice.upload(testBytes(3));
    const calls = (id: string, fileId: string, workspaceId: string): [string, string, CallOptions?][] => [
      ['POST', `/app/uploads/${id}/multipart-part-url`, { body: { part_number: 1 } }],
      ['POST', `/app/uploads/${id}/multipart-part-urls`, { body: { parts: [{ part_number: 1 }] } }],
      ['GET', `/app/uploads/${id}/resume`],
      ['PUT', `/app/uploads/${id}/activity`],
      ['POST', `/app/uploads/${id}/cancel`],
      ['POST', '/app/assets/upload/complete', { body: { upload_session_id: id } }],
      ['GET', `/api/files/${fileId}`],
      ['DELETE', `/api/files/${fileId}`],
      ['GET', `/api/files/${fileId}/content`],
      ['GET', `/api/workspaces/${workspaceId}/quota`],
      ['PUT', `/api/workspaces/${workspaceId}/plan`, { body: { plan: 'free' } }],
      [
        'POST',
        '/app/uploads/initiate',
        { body: { file_name: 'a', file_size: 1 }, headers: { 'x-workspace-id': workspaceId } },
      ],
    ];
    const foreign = calls(session.upload_session_id, file.file_id, 'a-main');
    const unknown = calls(crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID());
    const before = await host.rows();

    for (const who of ['bob', 'carol'] as const) {
      // Carol is Alice's colleague: the workspace and its files are hers too, Alice's open upload is not.
      const count = who === 'bob' ? foreign.length : 6;
      for (let index = 0; index < count; index += 1) {
        const [left, right] = await Promise.all(
          [foreign[index], unknown[index]].map((call) =>
            createClient(host, who).call(...(call ?? ['GET', '/'])),
          ),
        );
        if (!left || !right) throw new Error('No answers');
        const { request_id: _, ...leftBody } = problem(left);
        const { request_id: __, ...rightBody } = problem(right);
        expect(left.status).toBe(404);
        expect(leftBody).toEqual(rightBody);
      }
    }
    expect(await host.rows()).toBe(before);
  });

  it('R-C9 a missing permission is told only for what the caller may know of', async () => {
    const reader = createClient(host, 'reader');
    const file = await createClient(host).upload(testBytes(3));
    const initiate = { body: { file_name: 'a', file_size: 1 } };

    const refusals = [
      await reader.call('POST', '/app/uploads/initiate', initiate),
      await reader.call('DELETE', `/api/files/${file.file_id}`),
      await reader.call('PUT', '/api/workspaces/a-main/plan', { body: { plan: 'free' } }),
    ];
    const unknown = await reader.call('DELETE', '/api/files/unknown');

    expect(refusals.map((answer) => problem(answer).code)).toEqual(['forbidden', 'forbidden', 'forbidden']);
    expect(problem(unknown).code).toBe('not_found');
    expect((await reader.content(file.file_id)).status).toBe(200);
  });

  it('tells rights before what is wrong with the body', async () => {
    const answer = await createClient(host, 'reader').call('POST', '/app/uploads/initiate', {
      body: { file_size: -1 },
    });

    expect(problem(answer).code).toBe('forbidden');
  });
});
