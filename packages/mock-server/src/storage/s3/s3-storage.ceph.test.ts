import { inject } from 'vitest';
import { randomIdentifiers, systemClock } from '../../domain/system-ports.ts';
import { describeObjectStorage } from '../object-storage.suite.ts';
import { createS3Storage, type S3StorageOptions } from './s3-storage.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A real S3 server on loopback, started for the run. */
    readonly radosgw: {
      readonly url: string;
      readonly region: string;
      readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    };
  }
}

/** What Ceph takes as a part that is not the last. */
const minPartBytes = 5 * 1024 * 1024;

describeObjectStorage('R-D3 S3 storage on a real radosgw', async () => {
  const { url, region, credentials } = inject('radosgw');
  const open = (provisioning: S3StorageOptions['provisioning']) =>
    createS3Storage({
      connection: { endpoint: url, region, credentials, forcePathStyle: true },
      provisioning,
      origins: ['https://app.example.com'],
      setUpCors: true,
      clock: systemClock,
      identifiers: randomIdentifiers,
      log: () => undefined,
    });
  const mark = randomIdentifiers.uuid().slice(0, 8);
  // The first look at a bucket for each tenant makes one.
  const maker = await open({ strategy: 'bucket-per-tenant', template: `suite-${mark}-{tenant}` });
  const bucket = maker.bucketOf('shared');
  const own = { key: 'first', sizeBytes: 0, writeToken: '' };
  await bucket.objects.put(own, (async function* () {})());
  await bucket.objects.delete(own.key);
  const storage = await open({ strategy: 'shared', bucket: bucket.name });
  const opened = [maker, storage];
  return {
    storage,
    clock: systemClock,
    minPartBytes,
    tells: { direct: false, parts: false },
    async perTenant(template) {
      const other = await open({
        strategy: 'bucket-per-tenant',
        template: template.replace('suite-', `suite-${mark}-`),
      });
      opened.push(other);
      return {
        ...other,
        // The suite knows the bucket by the name it asked for.
        bucketOf: (tenantId) => ({
          ...other.bucketOf(tenantId),
          name: template.replace('{tenant}', tenantId),
        }),
      };
    },
    async remove() {
      for (const { close } of opened) close();
    },
  };
});
