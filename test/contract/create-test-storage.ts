import { type Clock, randomIdentifiers, systemClock } from '@holdfast/mock-server';
import { createS3Storage, type S3Storage, type ServerConfig } from '@holdfast/mock-server/node';
import { createS3Double, type S3Double, type S3Profile, s3Profiles } from '@holdfast/mock-server/testing';
import { inject } from 'vitest';
import { principals } from './principals.ts';

/** Which S3 this run of the suite is on; `vite.config.ts` has one project for each, and one for none. */
const storageName = process.env.HOLDFAST_TEST_STORAGE;
const isRadosgw = storageName === 'radosgw';
const runProfile = Object.values<S3Profile>(s3Profiles).find(({ name }) => name === storageName);
if (storageName !== undefined && !isRadosgw && !runProfile)
  throw new Error(`No store is called ${storageName}`);

/** What this run keeps its bytes on, when that is S3. */
export const s3Kind = isRadosgw ? 'radosgw' : runProfile && `S3 double (${runProfile.name})`;

const ownProfile: S3Profile = isRadosgw ? s3Profiles.ceph : (runProfile ?? s3Profiles.aws);

/** Whether the store computes the SHA-256 it is sent, and tells it; others enforce the hash of the payload only. */
export const tellsChecksums = {
  direct: ownProfile.directChecksums.sha256 === 'enforced',
  parts: ownProfile.partChecksums.sha256 === 'enforced',
};

/** Whether the store enforces a CRC32C at all. */
export const enforcesCrc32c = ownProfile.directChecksums.crc32c === 'enforced';

/** An empty S3 for one host, and a look into it beside the server. */
export interface TestS3 {
  /** For the configuration of a server. */
  readonly config: Required<Pick<ServerConfig, 's3' | 'provisioning'>>;
  /** The same store, for a handler in this process. */
  open(options: { readonly clock?: Clock | undefined; readonly publicUrl: string }): Promise<S3Storage>;
  /** The store itself, where it is the double. */
  readonly double: S3Double | undefined;
  /** Every object and every unfinished upload. */
  stored(): Promise<readonly string[]>;
  close(): Promise<void>;
}

type Store = Pick<S3Double, 'url' | 'region' | 'credentials'>;

interface TestS3Options {
  readonly clock?: Clock | undefined;
  /** A double of this store. @default the kind this run is about */
  readonly profile?: S3Profile | undefined;
}

/** An S3 for one host. The double has a clock of its own choice; a real server does not. */
export async function createTestS3({ clock, profile }: TestS3Options = {}): Promise<TestS3> {
  if (isRadosgw && !profile) return testS3(inject('radosgw'), {});
  const double = await createS3Double({
    profile: profile ?? runProfile ?? s3Profiles.aws,
    ...(clock ? { now: clock.now } : {}),
  });
  return testS3(double, { clock, double });
}

async function testS3(
  store: Store,
  { clock, double }: { readonly clock?: Clock | undefined; readonly double?: S3Double },
): Promise<TestS3> {
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
    double,
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
      await double?.close();
    },
  };
}
