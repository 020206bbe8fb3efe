import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, problem } from './client.ts';
import type { OpenApi } from './documented-fetch.ts';
import { hostKinds, type TestHost } from './hosts.ts';
import { operatorToken } from './principals.ts';

/** Every query parameter the document names, of routes whose path names nothing. */
function parametersOf({ paths }: OpenApi): readonly (readonly [string, string])[] {
  return Object.entries(paths).flatMap(([path, { get }]) =>
    (path.includes('{') ? [] : (get?.parameters ?? []))
      .filter((parameter) => 'in' in parameter && parameter.in === 'query')
      .map(({ name }) => [path, name] as const),
  );
}

describe.each(hostKinds)('text in the query of a request to the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start();
  });
  afterAll(() => host.close());

  it.each(['%00', 'a%00b'])(
    'A62 R-D12 %s, which no database can hold, is refused on every list',
    async (text) => {
      const document = (await createClient(host, null).call('GET', '/openapi.json')).body as OpenApi;
      const parameters = parametersOf(document);
      const before = await host.rows();

      const refused = await Promise.all(
        parameters.map(async ([path, name]) => {
          const client = createClient(host, path.startsWith('/api/v1/') ? operatorToken : 'alice');
          const { status, code } = problem(await client.call('GET', `${path}?${name}=${text}`));
          return [path, name, status, code];
        }),
      );

      expect(parameters).toContainEqual(['/api/entities', 'parent_id']);
      expect(refused).toEqual(parameters.map(([path, name]) => [path, name, 400, 'invalid_request']));
      expect(await host.rows()).toBe(before);
    },
  );

  it('A62 R-D12 a parameter that comes twice is refused, whether its values differ or not', async () => {
    const client = createClient(host);
    const file = await client.upload(new Uint8Array(3), { reference_type: 'r', reference_id: '1' });

    const answers = [
      await client.call('GET', '/api/files?limit=5&limit=5'),
      await client.call('DELETE', `/api/files/${file.file_id}?force=false&force=true`),
    ];

    expect(answers.map((answer) => problem(answer).code)).toEqual(['invalid_request', 'invalid_request']);
    expect((await client.call('GET', `/api/files/${file.file_id}`)).status).toBe(200);
  });

  it('A62 R-D12 a reference is not removed by a query that holds it', async () => {
    const client = createClient(host);
    const file = await client.upload(new Uint8Array(3));

    const answer = await client.call(
      'DELETE',
      `/api/files/${file.file_id}/references?reference_type=a%00&reference_id=b`,
    );

    expect(problem(answer)).toMatchObject({ status: 400, code: 'invalid_request' });
  });
});
