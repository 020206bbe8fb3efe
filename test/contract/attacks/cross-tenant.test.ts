import { type AnyRouteName, allRoutes } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, createClient, testBytes } from '../client.ts';
import type { OpenApi } from '../documented-fetch.ts';
import { hostKinds, type TestHost } from '../hosts.ts';
import { sampleBody } from './sample-body.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
}

interface Described {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: unknown }>> };
}

interface Verdict {
  readonly upload_session_id?: string;
  readonly status: number;
}

/** In every text of Alice's that is hers to choose; no answer to Bob may ever hold it. */
const secret = 'alice-secret';

const hostile = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  '../../etc/passwd',
  '..%2f..%2fa-main',
  '%2e%2e',
  '..\\..\\x',
  "' OR '1'='1",
  "a-main'; DROP TABLE files; --",
  '{}',
];

/** The caller's own words stand in these paths: whatever they are, the answer is about nothing of anybody else's. */
const ownWords = ['/api/references/', '/api/v1/projects/'];

describe.each(hostKinds)('another tenant on every route of the $name', (kind) => {
  let host: TestHost;
  let document: OpenApi;
  let ids: readonly string[];
  beforeAll(async () => {
    const settings = {
      callsPerMinute: 1e6,
      unknownIdsPerMinute: 1e6,
      signedUrlsPerMinute: 1e6,
      wrongTokensPerMinute: 1e6,
    };
    host = await kind.start({ settings });
    const alice = createClient(host);
    document = (await alice.call('GET', '/openapi.json')).body as OpenApi;
    const texts = {
      file_name: `${secret}.txt`,
      reference_type: `${secret}-type`,
      reference_id: `${secret}-reference`,
      project_id: `${secret}-project`,
      metadata: { note: secret },
    };
    const session = await alice.initiate({ file_size: 7_000_000, ...texts });
    const file = await alice.upload(testBytes(9), texts);
    const entity = await alice.call('POST', '/api/entities', {
      body: { kind: 'walkthrough', attributes: { note: secret } },
    });
    const entityId = (entity.body as { readonly id?: string }).id;
    ids = [
      session.upload_session_id,
      session.file_id,
      file.file_id,
      'a-main',
      'tenant-a',
      ...(entityId === undefined ? [] : [entityId]),
    ];
  });
  afterAll(() => host.close());

  const describedAs = (name: string): Described => {
    const { method, path } = allRoutes[name as AnyRouteName];
    const found: unknown = document.paths[path]?.[method.toLowerCase()];
    if (!found) throw new Error(`${name} is not in the document`);
    return found as Described;
  };

  /** Rows of Alice's tenant: whatever Bob does, each of them stays as it is. */
  const rowsOfAlice = async (): Promise<readonly string[]> =>
    (await host.rows()).split('\n').filter((row) => row.startsWith('{') && !/tenant-b|b-main/.test(row));

  const ask = (name: string, text: string, where: Parameter['in'] | 'body'): Promise<Answer> => {
    const { method, path } = allRoutes[name as AnyRouteName];
    const { parameters = [], requestBody } = describedAs(name);
    const inPath = where === 'path' ? text : crypto.randomUUID();
    const filled = path.replace(/\{\w+\}/g, () => encodeURIComponent(inPath));
    const query = where === 'query' ? parameters.filter((parameter) => parameter.in === 'query') : [];
    const search = new URLSearchParams(query.map((parameter) => [parameter.name, text]));
    const headers = where === 'header' ? parameters.filter((parameter) => parameter.in === 'header') : [];
    const schema = requestBody?.content['application/json']?.schema;
    const named = where === 'body' ? text : 'x';
    return createClient(host, 'bob').call(method, `${filled}?${search}`, {
      headers: Object.fromEntries(headers.map((parameter) => [parameter.name, text])),
      ...(schema === undefined ? {} : { body: sampleBody(document, schema, named) }),
    });
  };

  /** A read token that is none is refused before anybody looks for the file, so that the refusal says nothing about it. */
  const isReadToken = (name: string, where: string): boolean => name === 'fileContent' && where === 'query';

  const requireNothingOfAlice = (answer: Answer): void => {
    expect(answer.status).toBeLessThan(500);
    expect(JSON.stringify(answer.body ?? null)).not.toContain(secret);
    // A batch has a verdict for each item: none of them is a success for somebody else's session.
    const { results = [] } = (answer.body ?? {}) as { readonly results?: readonly Verdict[] };
    for (const { upload_session_id, status } of results) {
      if (upload_session_id !== undefined) expect([400, 404]).toContain(status);
    }
  };

  it.each(Object.keys(allRoutes))(
    'A3 I7 %s: an id of another tenant is unknown, wherever it stands',
    async (name) => {
      const { path } = allRoutes[name as AnyRouteName];
      const { parameters = [], security } = describedAs(name);
      const isForOperators = security.length > 0 && security.every((scheme) => 'operator' in scheme);
      const before = await rowsOfAlice();

      for (const id of ids) {
        for (const where of ['path', 'query', 'header', 'body'] as const) {
          const answer = await ask(name, id, where);
          requireNothingOfAlice(answer);
          if (isForOperators) expect(answer.status).toBe(401);
          else if (isReadToken(name, where)) expect(answer.status).toBe(403);
          else if (path.includes('{') && !ownWords.some((prefix) => path.startsWith(prefix))) {
            expect(answer.status).toBe(404);
          } else if (
            where === 'header' &&
            parameters.some((parameter) => parameter.name === 'x-workspace-id')
          ) {
            expect(answer.status).toBe(404);
          }
        }
      }
      expect(await rowsOfAlice()).toEqual(expect.arrayContaining([...before]));
    },
  );

  it.each(Object.keys(allRoutes))('A62 %s: text that means something to a machine is text', async (name) => {
    const { path } = allRoutes[name as AnyRouteName];
    const { security } = describedAs(name);
    const before = await rowsOfAlice();

    for (const text of hostile) {
      for (const where of ['path', 'query', 'header', 'body'] as const) {
        const answer = await ask(name, text, where);
        requireNothingOfAlice(answer);
        const isCaller = security.some((scheme) => 'bearer' in scheme);
        if (isReadToken(name, where)) expect(answer.status).toBe(403);
        else if (isCaller && path.includes('{') && !ownWords.some((prefix) => path.startsWith(prefix))) {
          expect([400, 404]).toContain(answer.status);
        }
      }
    }
    expect(await rowsOfAlice()).toEqual(expect.arrayContaining([...before]));
    expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined();
  });
});
