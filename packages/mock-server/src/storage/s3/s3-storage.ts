import { CreateBucketCommand, HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ChecksumAlgorithm } from '@holdfast/upload-manager/contract';
import type { Clock, Identifiers, Log } from '../../domain/ports.ts';
import type { ObjectStorage, StorageBucket } from '../object-storage.ts';
import { bucketNameOf, type Provisioning } from '../provisioning.ts';
import { StorageError } from '../storage-error.ts';
import { allowBrowsers, findCorsProblems } from './bucket-cors.ts';
import type { Enforcement } from './checksum-binding.ts';
import { probeStore } from './probe-store.ts';
import { createS3Client, type S3Connection } from './s3-connection.ts';
import { s3NameOf, toS3StorageError, withS3Errors } from './s3-error.ts';
import { createS3Listing } from './s3-listing.ts';
import { createS3Multipart } from './s3-multipart.ts';
import { createS3Objects } from './s3-objects.ts';
import type { S3Place } from './s3-place.ts';
import { type CopySizes, s3CopySizes } from './s3-promotion.ts';
import { createS3Signer } from './s3-signer.ts';

export interface S3StorageOptions {
  readonly connection: S3Connection;
  /**
   * Origins under which browsers reach the same store, instead of the connection's; part URLs take turns, for a browser
   * opens only so many connections to one.
   */
  readonly endpoints?: readonly string[];
  readonly provisioning: Provisioning;
  /** Origins whose pages send bytes to the store. */
  readonly origins: readonly string[];
  /** Puts the rule for these origins on the bucket. @default false */
  readonly setUpCors?: boolean;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  /** @default what S3 takes */
  readonly copySizes?: CopySizes;
}

export interface S3Storage extends ObjectStorage {
  readonly problems: readonly string[];
  /** Closes the connections to the store. */
  close(): void;
}

/** Where the store is looked at when each tenant has a bucket: one that no tenant can have. */
const ownTenant = '/';

/**
 * Objects on S3 or a store that speaks it. Before the first request the store is asked what it really does: rejects when
 * the bucket cannot be reached; whatever else is wrong is logged and kept in `problems`.
 */
export async function createS3Storage(options: S3StorageOptions): Promise<S3Storage> {
  const { connection, provisioning, origins, clock, identifiers, log } = options;
  const client = createS3Client(connection);
  const ownSigner = createS3Signer({ client, endpoints: [connection.endpoint], clock });
  const isReachedElsewhere = options.endpoints !== undefined && options.endpoints.length > 0;
  const endpoints = isReachedElsewhere ? options.endpoints : [connection.endpoint];
  const signer = isReachedElsewhere ? createS3Signer({ client, endpoints, clock }) : ownSigner;
  const isMadeOnDemand = provisioning.strategy === 'bucket-per-tenant';
  const setUpCors = options.setUpCors ?? false;
  const made = new Map<string, Promise<void>>();

  /** Each bucket is made once; when that fails the next request tries again. */
  const prepare = (bucket: string): Promise<void> => {
    if (!isMadeOnDemand) return Promise.resolve();
    const known = made.get(bucket) ?? makeBucket(client, bucket, setUpCors ? origins : []);
    made.set(bucket, known);
    known.catch(() => made.delete(bucket));
    return known;
  };

  const own = bucketNameOf(provisioning, ownTenant);
  const place = (bucket: string): Omit<S3Place, 'enforcement' | 'honoursCopyConditions'> => ({
    client,
    signer,
    bucket,
    log,
    isMadeOnDemand,
    prepare: () => prepare(bucket),
  });

  try {
    await withS3Errors(() => prepare(own));
    await requireBucket(client, own);
    if (setUpCors && !isMadeOnDemand) await withS3Errors(() => allowBrowsers(client, own, origins));
    const seen = await withS3Errors(() =>
      probeStore({ ...place(own), signer: ownSigner, clock, identifiers }),
    );
    const problems = [
      ...(await findCorsProblems({
        signer,
        bucket: own,
        origins,
        endpointCount: endpoints.length,
        enforcement: seen.enforcement,
        clock,
      })),
      ...integrityProblems(seen.enforcement),
    ];
    for (const problem of problems) log({ level: 'warn', event: 'storage.problem', problem });
    log({ level: 'info', event: 'storage.probed', ...seen });

    const buckets = new Map<string, StorageBucket>();
    const openBucket = (name: string): StorageBucket => {
      const at: S3Place = { ...place(name), ...seen };
      return {
        name,
        multipart: createS3Multipart(at),
        objects: createS3Objects(at, options.copySizes ?? s3CopySizes),
        ...createS3Listing(at),
      };
    };

    return {
      bucketOf(tenantId) {
        const name = bucketNameOf(provisioning, tenantId);
        const bucket = buckets.get(name) ?? openBucket(name);
        buckets.set(name, bucket);
        return bucket;
      },
      checksumAlgorithms: {
        direct: algorithmsOf(seen.enforcement.direct),
        parts: algorithmsOf(seen.enforcement.parts),
      },
      problems,
      check: () => requireBucket(client, own),
      close: () => client.destroy(),
    };
  } catch (error) {
    client.destroy();
    throw error;
  }
}

function algorithmsOf(enforced: Enforcement['direct']): readonly ChecksumAlgorithm[] {
  return (['sha256', 'crc32c'] as const).filter((algorithm) => enforced[algorithm] !== undefined);
}

function integrityProblems({ direct, parts }: Enforcement): readonly string[] {
  const kinds = [
    { name: 'whole objects', enforced: direct },
    { name: 'parts', enforced: parts },
  ];
  return kinds
    .filter(({ enforced }) => algorithmsOf(enforced).length === 0)
    .map(({ name }) => `The store refuses no wrong checksum of ${name}: their integrity is only declared`);
}

async function requireBucket(client: S3Client, bucket: string): Promise<void> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    const known = toS3StorageError(error);
    // «Not found» of a bucket is no missing object.
    const isMissing = known instanceof StorageError && known.code === 'no_such_object';
    const reason = isMissing ? 'does not exist' : 'cannot be reached';
    throw new StorageError('unavailable', `The bucket ${bucket} ${reason}`, { cause: error });
  }
}

async function makeBucket(client: S3Client, bucket: string, origins: readonly string[]): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (s3NameOf(error) !== 'BucketAlreadyOwnedByYou') throw error;
  }
  if (origins.length > 0) await allowBrowsers(client, bucket, origins);
}
