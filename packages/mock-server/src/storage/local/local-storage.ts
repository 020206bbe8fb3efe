import { chmod, mkdir, realpath, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock, Identifiers, Log } from '../../domain/ports.ts';
import { createKeyedQueue } from '../../domain/queue.ts';
import type { ObjectStorage } from '../object-storage.ts';
import { bucketNameOf, type Provisioning } from '../provisioning.ts';
import { createUrlSigner } from '../signed-url.ts';
import { createStorageEndpoint, type StorageEndpoint } from '../storage-endpoint.ts';
import { StorageError } from '../storage-error.ts';
import { ensureDirectory, syncDirectory } from './durable-files.ts';
import { toStorageError } from './file-system-error.ts';
import { guardedPath } from './guarded-path.ts';
import { openIncomingDirectory } from './incoming-directory.ts';
import { createLocalBucket, type LocalBucket } from './local-bucket.ts';

export interface LocalStorageOptions {
  /** The directory everything lives in; made when it is missing. Several servers of one deployment may share it. */
  readonly root: string;
  readonly signingSecret: string;
  /** Where a browser reaches this server. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  /** @default one bucket for all tenants, which is the root itself */
  readonly provisioning?: Provisioning;
  /** Space left alone on the disk, so that the database can go on. @default 64 MiB */
  readonly reservedFreeBytes?: number;
}

export interface LocalStorage extends ObjectStorage {
  readonly endpoint: StorageEndpoint;
  /** This process receives nothing more; what it was receiving is removed by the next one that starts. */
  close(): void;
}

const defaultReservedFreeBytes = 64 * 1024 * 1024;
const sharedBucket: Provisioning = { strategy: 'shared', bucket: 'local' };

/**
 * Objects on a local disk:
 *
 * - `incoming/{server}/` bytes on their way in, removed when another server starts after this one is gone
 * - `servers/` what living servers hold a lock on
 * - `multipart/` and `objects/` the bucket that all tenants share
 * - `buckets/{name}/` the same for a bucket of one tenant
 */
export async function createLocalStorage(options: LocalStorageOptions): Promise<LocalStorage> {
  const { clock, identifiers, log, provisioning = sharedBucket } = options;
  const root = await prepareRoot(options.root);
  const incoming = await openIncomingDirectory(root);
  const reservedFreeBytes = options.reservedFreeBytes ?? defaultReservedFreeBytes;
  const inDirectory = createKeyedQueue();
  const signer = createUrlSigner({ secret: options.signingSecret, baseUrl: options.baseUrl, clock });
  const buckets = new Map<string, LocalBucket>();

  const requireSpace = async (sizeBytes: number): Promise<void> => {
    const { bavail, bsize } = await statfs(root);
    if (bavail * bsize >= sizeBytes + reservedFreeBytes) return;
    throw new StorageError('full', 'The disk has no room for this part');
  };

  const bucketNamed = (name: string): LocalBucket => {
    const known = buckets.get(name);
    if (known) return known;
    const bucket = createLocalBucket({
      name,
      directory: provisioning.strategy === 'shared' ? root : guardedPath(join(root, 'buckets'), name),
      incoming: incoming.path,
      signer,
      clock,
      identifiers,
      inDirectory,
      requireSpace,
    });
    buckets.set(name, bucket);
    return bucket;
  };

  return {
    bucketOf: (tenantId) => bucketNamed(bucketNameOf(provisioning, tenantId)),
    checksumAlgorithms: { direct: ['sha256', 'crc32c'], parts: ['sha256', 'crc32c'] },
    async check() {
      try {
        await requireSpace(0);
      } catch (error) {
        throw toStorageError(error);
      }
    },
    endpoint: createStorageEndpoint({
      signer,
      identifiers,
      log,
      store: (grant, body) => bucketNamed(grant.bucket).store(grant, body),
    }),
    close: incoming.close,
  };
}

async function prepareRoot(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  // Links in the path to the root are the operator's; below it there are none.
  const root = await realpath(resolve(path));
  for (const name of ['incoming', 'multipart', 'objects']) {
    await mkdir(join(root, name), { recursive: true, mode: 0o700 });
    await chmod(join(root, name), 0o700);
  }
  await ensureDirectory(join(root, 'objects', 'temp', 'uploads'));
  await syncDirectory(root);
  return root;
}
