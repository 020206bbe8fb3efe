import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { type Radosgw, startRadosgw } from '../../support/start-radosgw.ts';
import { test as base } from './fixtures.ts';
import { createStoreLine, type StoreLine } from './store-line.ts';

/** Where the page is told to send its bytes. */
export type StoreAddress = 'host-style' | 'two-addresses' | 'line';

/** A look into the bucket, past the backend. */
export interface Bucket {
  readonly name: string;
  /** Size and SHA-256 of every object. */
  objects(): Promise<readonly { readonly sha256: string; readonly sizeBytes: number }[]>;
  /** How many uploads were neither completed nor aborted. */
  countUnfinished(): Promise<number>;
}

interface Options {
  storeAddress: StoreAddress;
}

interface Fixtures {
  bucket: Bucket;
  line: StoreLine;
}

interface WorkerFixtures {
  radosgw: Radosgw;
}

/** The same browser and backend, and a real S3 server that the page sends its bytes to. */
export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  storeAddress: ['host-style', { option: true }],
  radosgw: [
    // Playwright reads the dependencies from the pattern; an empty one means none.
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use) => {
      const radosgw = await startRadosgw();
      await use(radosgw);
      await radosgw.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  line: async ({ radosgw }, use) => {
    const line = await createStoreLine(radosgw.url);
    await use(line);
    await line.close();
  },
  bucket: async ({ radosgw }, use) => {
    const { url, region, credentials } = radosgw;
    const client = new S3Client({ endpoint: url, region, credentials, forcePathStyle: true });
    const name = `e2e-${crypto.randomUUID()}`;
    await client.send(new CreateBucketCommand({ Bucket: name }));
    await use(lookInto(client, name));
    client.destroy();
  },
  backendEnvironment: async ({ radosgw, line, bucket, storeAddress }, use) => {
    const { url, region, credentials, hostStyleUrl, urls } = radosgw;
    const endpoints = { 'host-style': [hostStyleUrl], 'two-addresses': urls, line: [line.url] };
    await use({
      STORAGE_DRIVER: 's3',
      AWS_BUCKET: bucket.name,
      AWS_REGION: region,
      AWS_ENDPOINT_URL_S3: url,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      S3_FORCE_PATH_STYLE: 'false',
      S3_SETUP_CORS: 'true',
      S3_ENDPOINTS: endpoints[storeAddress].join(','),
    });
  },
});

function lookInto(client: S3Client, name: string): Bucket {
  return {
    name,
    async objects() {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: name }));
      return Promise.all(
        Contents.map(async ({ Key, Size = 0 }) => {
          const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key }));
          const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
          return { sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: Size };
        }),
      );
    },
    async countUnfinished() {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: name }));
      return Uploads.length;
    },
  };
}

export { expect } from './fixtures.ts';
