import { allRoutes, limits } from '@holdfast/upload-manager/contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, testBytes } from './client.ts';
import { documentedFetch, type OpenApi } from './documented-fetch.ts';
import { hostKinds, type TestHost } from './hosts.ts';

describe.each(hostKinds)('the OpenAPI document of the $name', (kind) => {
  let host: TestHost;
  let document: OpenApi;
  beforeAll(async () => {
    host = await kind.start();
    document = (await createClient(host, null).call('GET', '/openapi.json')).body as OpenApi;
  });
  afterAll(() => host.close());

  it('R-D8 is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate({ ...document });

    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('R-D8 describes every route of the contract, each once', () => {
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { operationId }]) => [
        operationId,
        `${method.toUpperCase()} ${path}`,
      ]),
    );

    const contract = Object.entries(allRoutes).map(([name, { method, path }]) => [name, `${method} ${path}`]);
    expect(described.sort()).toEqual(contract.sort());
  });

  it('R-D6 R-D8 lets X-File-Name hold the longest name the server takes, and the server takes it', async () => {
    const { operationId, parameters = [] } = document.paths['/api/upload']?.post ?? {};
    const name = '語'.repeat(limits.maxFileNameLength);
    const upload = (fileName: string) =>
      createClient(host).call('POST', '/api/upload', {
        raw: testBytes(3),
        headers: { 'x-file-name': encodeURIComponent(fileName), 'content-length': '3' },
      });

    const taken = await upload(name);
    const refused = await upload(`${name}語`);

    expect(operationId).toBe('uploadFile');
    expect(parameters.find((parameter) => parameter.name === 'x-file-name')?.schema).toMatchObject({
      minLength: 1,
      maxLength: encodeURIComponent(name).length,
    });
    expect([taken.status, refused.status]).toEqual([201, 400]);
    expect(taken.body).toMatchObject({ file_name: name });
  });

  it('R-D8 says in every problem which codes it may have', () => {
    const refusals = Object.values(document.paths)
      .flatMap((operations) => Object.values(operations))
      .flatMap(({ responses }) => Object.values(responses))
      .flatMap(({ content }) => content?.['application/problem+json'] ?? []);

    expect(refusals.length).toBeGreaterThan(100);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        schema: {
          allOf: [{ $ref: '#/components/schemas/Problem' }],
          properties: { code: { enum: expect.arrayContaining([expect.any(String)]) } },
        },
      });
    }
  });
});

describe('the check of every answer against the document', () => {
  const document = {
    paths: {
      '/things/{id}': {
        get: {
          operationId: 'getThing',
          responses: {
            200: {
              content: {
                'application/json': {
                  schema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
                },
              },
            },
          },
        },
      },
    },
  };
  const answering = (status: number, body: unknown) =>
    documentedFetch(async (path) => Response.json(path === '/openapi.json' ? document : body, { status }));

  it('lets through what is documented', async () => {
    expect((await answering(200, { id: 'x' })('/things/x')).status).toBe(200);
  });

  it.each([
    ['a status that is not listed', '/things/x', 202, { id: 'x' }],
    ['a member that is not listed', '/things/x', 200, { id: 'x', secret: 1 }],
    ['a member that is missing', '/things/x', 200, {}],
    ['a success of a route that is not there', '/others', 200, {}],
  ])('refuses %s', async (_, path, status, body) => {
    await expect(answering(status, body)(path)).rejects.toThrow('answered');
  });
});
