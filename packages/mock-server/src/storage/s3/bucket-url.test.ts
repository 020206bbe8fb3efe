import { HeadObjectCommand } from '@aws-sdk/client-s3';
import type { HttpRequest } from '@smithy/protocol-http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomIdentifiers, systemClock } from '../../domain/system-ports.ts';
import { resolveLocalhost } from '../../testing/resolve-localhost.ts';
import { createS3Double, type S3Double } from '../../testing/s3-double/create-s3-double.ts';
import { s3Profiles } from '../../testing/s3-double/s3-profile.ts';
import { temporaryKey } from '../key-layout.ts';
import type { SignedRequest, StorageBucket } from '../object-storage.ts';
import { createS3Client } from './s3-connection.ts';
import { createS3Signer } from './s3-signer.ts';
import { createS3Storage, type S3Storage, type S3StorageOptions } from './s3-storage.ts';

const bucketName = 'holdfast';
const key = temporaryKey('4c0e6f0a-9a53-4d35-8f0c-7c7e5b8f4c11');
const bytes = Buffer.from('bytes that go where they were signed for');
const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
const region = 'eu-central-1';

describe('the address of a bucket', () => {
  it.each([
    ['S3 itself', 'files', undefined, 'https://files.s3.eu-central-1.amazonaws.com/'],
    [
      'a name with a dot, which no certificate covers',
      'my.files',
      undefined,
      'https://s3.eu-central-1.amazonaws.com/my.files/',
    ],
    ['a store of one’s own', 'files', 'https://s3.example.com:8443', 'https://files.s3.example.com:8443/'],
    ['a store below a path', 'files', 'https://example.com/s3', 'https://files.example.com/s3/'],
    [
      'an IP address, which has no names below it',
      'files',
      'http://127.0.0.1:9000',
      'http://127.0.0.1:9000/files/',
    ],
  ])('R-D3 of %s is where the SDK sends its own requests', async (_, bucket, endpoint, address) => {
    const client = createS3Client({
      region,
      credentials,
      forcePathStyle: false,
      ...(endpoint === undefined ? {} : { endpoint }),
    });
    const sent: string[] = [];
    client.middlewareStack.add(
      () =>
        ({ request }) => {
          const { protocol, hostname, port, path } = request as HttpRequest;
          sent.push(new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`).href);
          throw new Error('Seen, and not sent');
        },
      { step: 'finalizeRequest' },
    );
    const signer = createS3Signer({ client, endpoints: [endpoint], clock: systemClock });

    const signed = await signer.sign({
      method: 'PUT',
      bucket,
      key,
      query: {},
      headers: {},
      expiresAtMs: systemClock.now() + 60_000,
    });
    await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).catch(() => undefined);

    expect(signed.split('?')[0]).toBe(`${address}${key}`);
    expect(sent).toEqual([`${address}${key}`]);
  });
});

describe('S3 storage whose host names are below localhost', () => {
  let double: S3Double;
  let storage: S3Storage | undefined;
  let resolveAsBefore: () => void;
  beforeEach(async () => {
    resolveAsBefore = resolveLocalhost();
    double = await createS3Double({ profile: s3Profiles.aws, buckets: [bucketName] });
  });
  afterEach(async () => {
    storage?.close();
    await double.close();
    resolveAsBefore();
  });

  const openBucket = async (options: {
    readonly endpoint: string;
    readonly endpoints?: readonly string[];
    readonly forcePathStyle: boolean;
  }): Promise<StorageBucket> => {
    const { endpoint, forcePathStyle } = options;
    const connection: S3StorageOptions['connection'] = {
      endpoint,
      forcePathStyle,
      region: double.region,
      credentials: double.credentials,
    };
    storage = await createS3Storage({
      connection,
      ...(options.endpoints ? { endpoints: options.endpoints } : {}),
      provisioning: { strategy: 'shared', bucket: bucketName },
      origins: ['https://app.example.com'],
      setUpCors: true,
      clock: systemClock,
      identifiers: randomIdentifiers,
      log: () => undefined,
    });
    return storage.bucketOf('t');
  };
  const begin = async ({ multipart }: StorageBucket) => {
    const upload = await multipart.create({ key, writeToken: 'w', algorithm: 'none' });
    const sign = (partNumber: number) =>
      multipart.signPart({
        ...upload,
        partNumber,
        sizeBytes: bytes.byteLength,
        algorithm: 'none',
        checksum: null,
        expiresAtMs: systemClock.now() + 60_000,
      });
    return { upload, sign };
  };
  const send = async ({ url, method, headers }: SignedRequest) =>
    (await fetch(url, { method, headers, body: bytes })).status;

  it.each([1, 2, 3])(
    'R-D3 part URLs take turns with %i equivalent endpoints, and each is taken',
    async (count) => {
      const { port } = new URL(double.url);
      const endpoints = ['a', 'b', 'c'].slice(0, count).map((name) => `http://${name}.localhost:${port}`);
      const bucket = await openBucket({ endpoint: double.url, endpoints, forcePathStyle: true });
      const { upload, sign } = await begin(bucket);

      const signed = await Promise.all([1, 2, 3, 4].map(sign));
      const statuses = await Promise.all(signed.map(send));

      expect(storage?.problems).toEqual([]);
      expect(signed.map(({ url }) => new URL(url).origin)).toEqual(
        [0, 1, 2, 3].map((index) => endpoints[index % count]),
      );
      expect(statuses).toEqual([200, 200, 200, 200]);
      expect(await bucket.multipart.listParts(upload)).toHaveLength(4);
    },
  );

  it('R-D11 says at start which of the endpoints lets no page send', async () => {
    const { port } = new URL(double.url);
    await openBucket({
      endpoint: double.url,
      endpoints: [`http://a.localhost:${port}`, 'http://127.0.0.1:1'],
      forcePathStyle: true,
    });

    expect(storage?.problems).toEqual([
      expect.stringMatching(/^The bucket holdfast at http:\/\/127\.0\.0\.1:1 could not be asked/),
    ]);
  });

  it('R-D3 a URL with the bucket in its host name is taken there and nowhere else', async () => {
    const bucket = await openBucket({ endpoint: double.hostStyleUrl, forcePathStyle: false });
    const { upload, sign } = await begin(bucket);
    const signed = await sign(1);
    const { host, port, pathname, search } = new URL(signed.url);

    const inPath = await send({ ...signed, url: `${double.url}/${bucketName}${pathname}${search}` });
    const inOther = await send({
      ...signed,
      url: `http://other.s3.localhost:${port}${pathname}${search}`,
    });
    const before = await bucket.multipart.listParts(upload);
    const asSigned = await send(signed);

    expect(host).toBe(`${bucketName}.s3.localhost:${port}`);
    expect([inPath, inOther, before, asSigned]).toEqual([403, 403, [], 200]);
  });
});
