import type { Clock, Identifiers, Log } from '../../domain/ports.ts';
import type { ObjectStorage } from '../object-storage.ts';
import { bucketNameOf, type Provisioning } from '../provisioning.ts';
import { createUrlSigner } from '../signed-url.ts';
import { createStorageEndpoint, type StorageEndpoint } from '../storage-endpoint.ts';
import { createMemoryBucket, type MemoryBucket } from './memory-bucket.ts';

export interface MemoryStorageOptions {
  readonly signingSecret: string;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  /** @default one bucket for all tenants */
  readonly provisioning?: Provisioning;
}

export interface MemoryStorage extends ObjectStorage {
  readonly endpoint: StorageEndpoint;
  /** Every key and multipart upload that holds bytes or a place for them: what a test compares before and after. */
  keys(): readonly string[];
}

/** Objects in memory, for tests and for pages without a server. Web standards only. */
export function createMemoryStorage(options: MemoryStorageOptions): MemoryStorage {
  const { clock, identifiers, log } = options;
  const provisioning = options.provisioning ?? { strategy: 'shared', bucket: 'memory' };
  const signer = createUrlSigner({ secret: options.signingSecret, baseUrl: options.baseUrl, clock });
  const buckets = new Map<string, MemoryBucket>();

  const bucketNamed = (name: string): MemoryBucket => {
    const known = buckets.get(name);
    if (known) return known;
    const bucket = createMemoryBucket({ name, signer, clock, identifiers });
    buckets.set(name, bucket);
    return bucket;
  };

  return {
    bucketOf: (tenantId) => bucketNamed(bucketNameOf(provisioning, tenantId)),
    checksumAlgorithms: { direct: ['sha256', 'crc32c'], parts: ['sha256', 'crc32c'] },
    check: () => Promise.resolve(),
    endpoint: createStorageEndpoint({
      signer,
      identifiers,
      log,
      store: (grant, body) => bucketNamed(grant.bucket).store(grant, body),
    }),
    keys: () => [...buckets.values()].flatMap((bucket) => bucket.keys()).sort(),
  };
}
