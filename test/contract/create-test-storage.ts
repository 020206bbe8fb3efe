import { type Clock, randomIdentifiers, systemClock } from '@holdfast/mock-server';
import { createS3Storage, type S3Storage, type ServerConfig } from '@holdfast/mock-server/node';
import { createS3Double, type S3Double, s3Profiles } from '@holdfast/mock-server/testing';
import { inject } from 'vitest';
import { principals } from './principals.ts';

/** Which S3 this run of the suite is on; `vite.config.ts` has one project for each, and one for none. */
const storageName = process.env.HOLDFAST_TEST_STORAGE ?? 'own';

const storageKinds: ReadonlyMap<string, string> = new Map([
  ['aws', 'S3 double (aws)'],
  ['ceph', 'radosgw'],
]);

/** What this run keeps its bytes on, when that is S3. */
export const s3Kind = storageKinds.get(storageName);

/** Whether the store computes the checksums it is sent; Ceph only enforces the hash of the payload. */
export const tellsChecksums = storageName !== 'ceph';

/** An empty S3 for one host, and a look into it beside the server. */
export interface TestS3 {
  /** For the configuration of a server. */
  readonly config: Required<Pick<ServerConfig, 's3' | 'provisioning'>>;
  /** The same store, for a handler in this process. */
  open(options: { readonly clock?: Clock | undefined; readonly publicUrl: string }): Promise<S3Storage>;
  /** Every object and every unfinished upload. */
  stored(): Promise<readonly string[]>;
  close(): Promise<void>;
}

type Store = Pick<S3Double, 'url' | 'region' | 'credentials'>;

/** A store of the kind this run is about. The double has a clock of its own choice; a real server does not. */
export async function createTestS3(clock?: Clock): Promise<TestS3> {
  if (storageName === 'ceph') return testS3(inject('radosgw'), undefined, () => Promise.resolve());
  const double = await createS3Double({ profile: s3Profiles.aws, ...(clock ? { now: clock.now } : {}) });
  return testS3(double, clock, double.close);
}

async function testS3(store: Store, clock: Clock | undefined, close: () => Promise<void>): Promise<TestS3> {
  // Names of its own, so that every host begins with nothing in its buckets.
  const mark = crypto.randomUUID().slice(0, 8);
  const provisioning = { strategy: 'bucket-per-tenant', template: `test-${mark}-{tenant}` } as const;
  const connection = {
    endpoint: store.url,
    region: store.region,
    credentials: store.credentials,
    forcePathStyle: true,
  };
  const open: TestS3['open'] = (options) =>
    createS3Storage({
      connection,
      provisioning,
      origins: [options.publicUrl],
      setUpCors: true,
      clock: options.clock ?? clock ?? systemClock,
      identifiers: randomIdentifiers,
      log: () => undefined,
    });
  const looker = await open({ publicUrl: 'http://localhost' });
  const tenants = [...new Set(Object.values(principals).map(({ tenantId }) => tenantId))];

  return {
    config: { s3: { connection, endpoints: [], setUpCors: true }, provisioning },
    open,
    async stored() {
      const names: string[] = [];
      for (const bucket of tenants.map(looker.bucketOf)) {
        const objects = await bucket.list({ prefix: '', after: null });
        const uploads = await bucket.listUploads({ prefix: '', after: null });
        names.push(
          ...objects.items.map(({ key }) => key),
          ...uploads.items.map(({ key, multipartId }) => `${key}?${multipartId}`),
        );
      }
      return names.sort();
    },
    async close() {
      looker.close();
      await close();
    },
  };
}
