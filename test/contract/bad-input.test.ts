import { mebibyte } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type CallOptions, createClient, problem, sha256, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

const good = { file_name: 'a.bin', file_size: 10 };
const deep = JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) as unknown;
const digest = sha256(testBytes(1));
const withSha256 = (value: string) => ({ ...good, checksum: { algorithm: 'sha256', value } });

/** Requests that are wrong in one way each, and the code they are refused with. */
const initiations: readonly (readonly [string, unknown])[] = [
  ['no body', undefined],
  ['null', null],
  ['a list', []],
  ['a text', 'hello'],
  ['no size', { file_name: 'a' }],
  ['no name', { file_size: 1 }],
  ['an empty name', { ...good, file_name: '' }],
  ['a name of 64 KB', { ...good, file_name: 'x'.repeat(60_000) }],
  ['a name with NUL', { ...good, file_name: 'a\0.png' }],
  ['a name with half a surrogate pair', { ...good, file_name: 'a\ud800' }],
  ['a size as text', { ...good, file_size: '10' }],
  ['a negative size', { ...good, file_size: -1 }],
  ['half a byte', { ...good, file_size: 1.5 }],
  ['2^53', { ...good, file_size: 2 ** 53 }],
  ['a size of null', { ...good, file_size: null }],
  ['an unknown checksum algorithm', { ...good, checksum_algorithms: ['md5'] }],
  ['a checksum of the wrong length', withSha256('AAAAAA==')],
  ['a checksum that is no base64', { ...good, checksum: { algorithm: 'crc32c', value: '!!!!!!!!' } }],
  ['a checksum with bits past its end', withSha256(`${'A'.repeat(42)}B=`)],
  ['a type with a line break', { ...good, mime_type: 'a/b\r\nx-evil: 1' }],
  ['metadata as a list', { ...good, metadata: [] }],
  ['metadata over 8 KiB', { ...good, metadata: { a: 'x'.repeat(9000) } }],
  ['metadata nested too deep', { ...good, metadata: deep }],
  ['metadata with __proto__', JSON.parse('{"file_name":"a","file_size":1,"metadata":{"__proto__":{"x":1}}}')],
  ['metadata with constructor', { ...good, metadata: JSON.parse('{"constructor":1}') }],
  ['a reference of 300 characters', { ...good, reference_id: 'x'.repeat(300) }],
  ['a client reference with NUL', { ...good, client_reference: 'a\0b' }],
  ['101 categories', { ...good, category_ids: Array.from({ length: 101 }, () => 'c') }],
  ['a category of null', { ...good, category_ids: [null] }],
];

const rawBodies: readonly (readonly [string, CallOptions, number, string])[] = [
  ['negative zero', json('{"file_name":"a","file_size":-0}'), 400, 'invalid_request'],
  ['an exponent past every size', json('{"file_name":"a","file_size":1e309}'), 400, 'invalid_request'],
  ['JSON that is cut', json('{"file_name":"a","file_'), 400, 'invalid_request'],
  ['text after the JSON', json('{"file_name":"a","file_size":1} x'), 400, 'invalid_request'],
  ['a byte order mark', json('\ufeff{"file_name":"a","file_size":1}'), 400, 'invalid_request'],
  ['bytes that are no UTF-8', json(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])), 400, 'invalid_request'],
  ['a body of nothing', json(''), 400, 'invalid_request'],
  ['a body past its limit', json(`{"file_name":"${'x'.repeat(70_000)}"}`), 413, 'payload_too_large'],
  [
    'a form',
    { raw: 'file_name=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    400,
    'invalid_request',
  ],
  [
    'JSON as plain text',
    { raw: '{"file_name":"a","file_size":1}', headers: { 'content-type': 'text/plain' } },
    400,
    'invalid_request',
  ],
];

function json(raw: BodyInit): CallOptions {
  return { raw, headers: { 'content-type': 'application/json' } };
}

describe.each(hostKinds)('bad input on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start({ settings: { defaultPlan: 'unlimited' } });
  });
  afterAll(() => host.close());

  /** Makes a request and proves that it changed nothing. */
  const refused = async (request: () => Promise<Answer>) => {
    const before = [await host.rows(), await host.stored()];
    const answer = problem(await request());
    expect([await host.rows(), await host.stored()]).toEqual(before);
    return answer;
  };

  it.each(initiations)('A7 A8 A42 A47 R-D8 initiate refuses %s and creates nothing', async (_, body) => {
    const client = createClient(host);

    const answer = await refused(() =>
      client.call('POST', '/app/uploads/initiate', body === undefined ? {} : { body }),
    );

    expect([answer.status, answer.code, answer.retryable]).toEqual([400, 'invalid_request', false]);
  });

  it.each(rawBodies)(
    'A8 A48 A49 R-D8 initiate refuses %s and creates nothing',
    async (_, options, status, code) => {
      const client = createClient(host);

      const answer = await refused(() => client.call('POST', '/app/uploads/initiate', options));

      expect([answer.status, answer.code]).toEqual([status, code]);
    },
  );

  it.each([
    ['no files', {}],
    ['an empty list', { files: [] }],
    ['101 files', { files: Array.from({ length: 101 }, () => good) }],
    ['files as an object', { files: good }],
  ])('initiate-batch refuses %s as a whole', async (_, body) => {
    const answer = await refused(() =>
      createClient(host).call('POST', '/app/uploads/initiate-batch', { body }),
    );

    expect(answer.code).toBe('invalid_request');
  });

  it('initiate-batch gives every bad file its own verdict and creates nothing for it', async () => {
    const client = createClient(host);
    const files = [
      null,
      'x',
      {},
      { ...good },
      { ...good, client_reference: 5 },
      { ...good, client_reference: 'ok', file_size: -5 },
    ];
    const before = [await host.rows(), await host.stored()];

    const answer = await client.call('POST', '/app/uploads/initiate-batch', { body: { files } });

    const { results } = answer.body as { results: { status: number; error: { code: string } }[] };
    expect(results.map(({ status, error }) => [status, error.code])).toEqual(
      files.map(() => [400, 'invalid_request']),
    );
    expect([await host.rows(), await host.stored()]).toEqual(before);
  });

  it.each(['', 'x'.repeat(256), 'tab\there', 'ünïcode'])(
    'A39 refuses the idempotency key %j',
    async (key) => {
      const client = createClient(host);
      const headers = { 'x-idempotency-key': encodeLatin1(key) };

      const answer = await refused(() =>
        client.call('POST', '/app/uploads/initiate', { body: good, headers }),
      );

      expect([answer.status, answer.code]).toEqual([400, 'invalid_request']);
    },
  );

  it('refuses two different idempotency keys', async () => {
    const headers = { 'x-idempotency-key': 'one', 'idempotency-key': 'two' };

    const answer = await refused(() =>
      createClient(host).call('POST', '/app/uploads/initiate', { body: good, headers }),
    );

    expect(answer.code).toBe('invalid_request');
  });

  it.each([
    ['no part', {}],
    ['part 0', { part_number: 0 }],
    ['part -1', { part_number: -1 }],
    ['part 10001', { part_number: 10_001 }],
    ['part 1e3 as text', { part_number: '1e3' }],
    ['half a part', { part_number: 1.0000001 }],
    ['a part of null', { part_number: null }],
    ['a part past the last', { part_number: 3, checksum: digest }],
    ['no checksum', { part_number: 1 }],
    ['the checksum of another algorithm', { part_number: 1, checksum: 'AAAAAA==' }],
    ['a checksum of 10 KB', { part_number: 1, checksum: 'A'.repeat(10_000) }],
  ])('A16 R-C8 signing refuses %s in both forms and binds nothing', async (_, part) => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: 6 * mebibyte });
    const path = `/app/uploads/${session.upload_session_id}`;

    const single = await refused(() => client.call('POST', `${path}/multipart-part-url`, { body: part }));
    const batch = await refused(() =>
      client.call('POST', `${path}/multipart-part-urls`, { body: { parts: [part] } }),
    );

    expect([single.code, batch.code]).toEqual(['invalid_request', 'invalid_request']);
  });

  it.each([
    ['no parts', { parts: [] }],
    [
      '101 parts',
      { parts: Array.from({ length: 101 }, (_, index) => ({ part_number: index + 1, checksum: digest })) },
    ],
    [
      'a part twice',
      {
        parts: [
          { part_number: 1, checksum: digest },
          { part_number: 1, checksum: digest },
        ],
      },
    ],
  ])('A18 R-C8 batch signing refuses %s', async (_, body) => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: 6 * mebibyte });
    const path = `/app/uploads/${session.upload_session_id}/multipart-part-urls`;

    const answer = await refused(() => client.call('POST', path, { body }));

    expect(answer.code).toBe('invalid_request');
  });

  it('refuses a checksum where none was agreed on', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: 5, checksum_algorithms: [] });
    const path = `/app/uploads/${session.upload_session_id}/multipart-part-url`;

    const answer = await refused(() =>
      client.call('POST', path, { body: { part_number: 1, checksum: digest } }),
    );

    expect(answer.code).toBe('invalid_request');
  });

  it.each([
    ['no session', {}],
    ['a session of 201 characters', { upload_session_id: 'x'.repeat(201) }],
    ['a session that is a number', { upload_session_id: 5 }],
    ['parts that are text', { upload_session_id: 'x', parts: 'all' }],
    ['a part without a number', { upload_session_id: 'x', parts: [{}] }],
  ])('R-C11 complete refuses %s', async (_, body) => {
    const answer = await refused(() =>
      createClient(host).call('POST', '/app/assets/upload/complete', { body }),
    );

    expect(answer.code).toBe('invalid_request');
  });

  it.each([
    'constructor',
    '__proto__',
    '..%2f..%2fetc%2fpasswd',
    '%00',
    "' or 1=1 --",
    'x'.repeat(5000),
    '%ff',
    'toString',
  ])('A62 an id of %j is simply unknown on every route', async (id) => {
    const client = createClient(host);
    const body = { part_number: 1 };
    const callsOn = (id: string): [string, string, CallOptions?][] => [
      ['POST', `/app/uploads/${id}/multipart-part-url`, { body }],
      ['POST', `/app/uploads/${id}/multipart-part-urls`, { body: { parts: [body] } }],
      ['GET', `/app/uploads/${id}/resume`],
      ['PUT', `/app/uploads/${id}/activity`],
      ['POST', `/app/uploads/${id}/cancel`],
      ['GET', `/api/files/${id}`],
      ['DELETE', `/api/files/${id}`],
      ['GET', `/api/files/${id}/content`],
      ['GET', `/api/workspaces/${id}/quota`],
      ['PUT', `/api/workspaces/${id}/plan`, { body: { plan: 'free' } }],
    ];

    const unknown = callsOn(crypto.randomUUID());

    for (const [index, [method, path, options]] of callsOn(id).entries()) {
      const { request_id: _, ...answer } = await refused(() => client.call(method, path, options));
      const { request_id: __, ...expected } = problem(
        await client.call(...(unknown[index] ?? [method, path])),
      );
      expect([path.slice(0, 40), answer.status, answer.code]).toEqual([path.slice(0, 40), 404, 'not_found']);
      expect(answer).toEqual(expected);
    }
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=abc',
    'cursor=!!!',
    'cursor=AAAA',
    `cursor=${'A'.repeat(2000)}`,
  ])('A63 lists refuse ?%s', async (query) => {
    const client = createClient(host);

    for (const path of ['/api/files', '/app/uploads']) {
      const answer = await refused(() => client.call('GET', `${path}?${query}`));
      expect(answer.code).toBe('invalid_request');
    }
  });

  it.each([{}, { plan: 5 }, { plan: 'constructor' }, { plan: 'nope' }, { plan: '' }])(
    'a plan change refuses %j',
    async (body) => {
      const answer = await refused(() =>
        createClient(host).call('PUT', '/api/workspaces/a-main/plan', { body }),
      );

      expect(answer.code).toBe('invalid_request');
    },
  );

  it('A53 answers 404 for unknown routes and 405 with Allow for wrong methods, as problem details', async () => {
    const client = createClient(host);

    const unknown = await client.call('GET', '/api/nothing');
    const wrong = await client.call('DELETE', '/app/uploads/initiate');
    const several = await client.call('PUT', '/api/files/x');

    expect(problem(unknown).code).toBe('not_found');
    expect([problem(wrong).code, wrong.headers.get('allow')]).toEqual(['method_not_allowed', 'POST']);
    expect(several.headers.get('allow')).toBe('GET, HEAD, PATCH, DELETE');
    expect(problem(await client.call('GET', '/__faults')).code).toBe('not_found');
  });

  it.each([
    '../../etc/passwd',
    'C:\\x\\y',
    '%2e%2e%2f',
    'a"; filename="evil.exe',
    'a\r\nX-Evil: 1',
    '\u202egnp.exe',
    '....',
    'CON',
    '-rf',
    '日本語.png',
  ])(
    'A41 A42 R-D1 the name %j is data: kept as it is, never a path, and harmless in a header',
    async (name) => {
      const client = createClient(host);

      const file = await client.upload(testBytes(4), { file_name: name });
      const answer = await client.content(file.file_id);

      expect(file.file_name).toBe(name);
      expect(answer.headers.get('x-evil')).toBeNull();
      expect(answer.headers.get('content-disposition')).toMatch(
        /^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/,
      );
      expect((await host.stored()).join('\n')).not.toMatch(/passwd|evil|CON|-rf|日本語/);
    },
  );
});

/** Headers travel as Latin-1; what is not is sent as its UTF-8 bytes. */
function encodeLatin1(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}
