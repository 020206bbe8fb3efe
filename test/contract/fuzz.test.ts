import { allRoutes } from '@holdfast/upload-manager/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, problem } from './client.ts';
import { inProcess, type TestHost } from './hosts.ts';

const names = [
  'file_name',
  'file_size',
  'mime_type',
  'checksum',
  'checksum_algorithms',
  'metadata',
  'files',
  'uploads',
  'parts',
  'part_number',
  'upload_session_id',
  'client_reference',
  'idempotency_key',
  'algorithm',
  'value',
  'plan',
];

/** JSON that is nearly right, with values that are not. */
const nearJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      null,
      true,
      -1,
      -0,
      0,
      1,
      1.5,
      2 ** 53,
      1e308,
      '',
      'a',
      '\0',
      '__proto__',
      'sha256',
      'x'.repeat(300),
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 6 }),
}));

describe('whatever is sent', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await inProcess.start();
  });
  afterAll(() => host.close());

  it.each(Object.values(allRoutes).filter(({ path }) => path !== '/api/session'))(
    'R-D8 R-D12 error shape: $method $path answers with a success or a problem, and a refusal changes nothing',
    async ({ method, path }) => {
      const client = createClient(host);

      await fc.assert(
        fc.asyncProperty(nearJson.value, fc.string({ unit: 'binary', maxLength: 40 }), async (body, id) => {
          const before = await host.rows();
          const target = path.replace(
            '{id}',
            encodeURIComponent(id.replace(/\p{Surrogate}/gu, '_').replace(/^\.{0,2}$/, 'x')),
          );
          const answer = await client.call(
            method,
            target,
            method === 'GET' || method === 'DELETE' ? {} : { body },
          );

          expect(answer.status).toBeLessThan(500);
          if (answer.status < 400) return;
          problem(answer);
          expect(await host.rows()).toBe(before);
        }),
        { numRuns: 60 },
      );
    },
  );
});
