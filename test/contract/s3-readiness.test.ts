import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '@holdfast/mock-server/node';
import { createS3Double, type S3Profile, s3Profiles } from '@holdfast/mock-server/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import type { TestHost } from './hosts.ts';
import { operatorToken } from './principals.ts';

describe('readiness of a server on S3', () => {
  let directory: string;
  const endings: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-readiness-'));
  });
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end();
    await rm(directory, { recursive: true, force: true });
  });

  async function startOn(profile: S3Profile, setUpCors: boolean) {
    const double = await createS3Double({ profile, buckets: ['files'] });
    endings.push(double.close);
    const { url: endpoint, region, credentials } = double;
    const server = await startServer({
      databaseUrl: 'sqlite::memory:',
      storageRoot: join(directory, 'objects'),
      provisioning: { strategy: 'shared', bucket: 'files' },
      s3: { connection: { endpoint, region, credentials, forcePathStyle: true }, endpoints: [], setUpCors },
      operatorToken,
    });
    endings.push(server.close);
    const host = { fetch: (path, init) => fetch(new URL(path, server.url), init) } as TestHost;
    const readiness = async (who: typeof operatorToken | null) => {
      const { status, body } = await createClient(host, who).call('GET', '/readyz');
      return [status, body];
    };
    return { double, url: server.url, readiness };
  }
  const components = { database: 'ok', migrations: 'ok', storage: 'ok' };

  it('R-D11 is whole when the store lets pages in and enforces checksums', async () => {
    const { readiness } = await startOn(s3Profiles.aws, true);

    expect(await readiness(operatorToken)).toEqual([200, { status: 'ok', components }]);
  });

  it('R-D11 names to operators what the start found wrong with the store, and goes on serving', async () => {
    const { double, url, readiness } = await startOn(s3Profiles.careless, false);

    const degraded = { status: 'ok', components: { ...components, storage: 'degraded' } };
    expect(await readiness(null)).toEqual([200, degraded]);
    expect(await readiness(operatorToken)).toEqual([
      200,
      {
        ...degraded,
        reasons: {
          storage: [
            `The bucket files at ${double.url} does not let pages of ${url} send bytes: it needs a CORS rule with PUT for that origin`,
            'The store refuses no wrong checksum of whole objects: their integrity is only declared',
            'The store refuses no wrong checksum of parts: their integrity is only declared',
          ].join('; '),
        },
      },
    ]);
  });

  it('R-D11 is not ready once the store is away, whatever the start found', async () => {
    const { double, readiness } = await startOn(s3Profiles.careless, true);
    await double.close();

    expect(await readiness(operatorToken)).toMatchObject([
      503,
      {
        status: 'unavailable',
        components: { ...components, storage: 'unavailable' },
        reasons: { storage: expect.stringContaining('The bucket files cannot be reached') },
      },
    ]);
  });
});
