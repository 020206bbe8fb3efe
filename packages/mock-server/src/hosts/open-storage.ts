import { randomIdentifiers, systemClock } from '../domain/system-ports.ts';
import { createLocalStorage } from '../storage/local/local-storage.ts';
import type { ObjectStorage } from '../storage/object-storage.ts';
import { createS3Storage } from '../storage/s3/s3-storage.ts';
import type { StorageEndpoint } from '../storage/storage-endpoint.ts';
import type { ServerConfig } from './server-config.ts';

export interface OpenStorageOptions {
  readonly publicUrl: string;
  /** Key of the URLs that this server signs itself. */
  readonly signingSecret: string;
}

export interface OpenStorage {
  readonly storage: ObjectStorage;
  /** Takes bytes at the URLs that storage signs, where that is this server. */
  readonly endpoint: StorageEndpoint | undefined;
  close(): void;
}

/** The storage that configuration names. */
export async function openStorage(config: ServerConfig, options: OpenStorageOptions): Promise<OpenStorage> {
  const { publicUrl, signingSecret } = options;
  const ports = {
    clock: systemClock,
    identifiers: randomIdentifiers,
    log: config.log ?? (() => undefined),
  };
  if (!config.s3) {
    const storage = await createLocalStorage({
      ...ports,
      root: config.storageRoot,
      signingSecret,
      baseUrl: publicUrl,
      ...(config.provisioning ? { provisioning: config.provisioning } : {}),
    });
    return { storage, endpoint: storage.endpoint, close: storage.close };
  }
  if (!config.provisioning) throw new Error('S3 needs a bucket, or a template for one of each tenant');
  const origins = [new URL(publicUrl).origin, ...(config.settings?.corsOrigins ?? [])];
  const storage = await createS3Storage({
    ...ports,
    ...config.s3,
    provisioning: config.provisioning,
    origins: [...new Set(origins)],
  });
  return { storage, endpoint: undefined, close: storage.close };
}
