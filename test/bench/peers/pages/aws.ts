import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import {
  connectionsPerHost,
  forEachInLanes,
  type PageContender,
  type PageOptions,
  partBytes,
} from './page-contender.ts';

/** The AWS SDK's managed upload with six parts at once and no checksums, or as it comes. */
export function createAws({ query, storeOrigins }: PageOptions): PageContender {
  const isTuned = query.get('settings') !== 'default';
  const client = new S3Client({
    endpoint: storeOrigins[0] ?? '',
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    ...(isTuned ? { requestChecksumCalculation: 'WHEN_REQUIRED' as const } : {}),
  });

  async function send(file: File): Promise<void> {
    await new Upload({
      client,
      params: { Bucket: 'bucket', Key: file.name, Body: file },
      ...(isTuned ? { queueSize: connectionsPerHost, partSize: partBytes } : {}),
    }).done();
  }

  return { upload: (files) => forEachInLanes(files, connectionsPerHost, send) };
}
