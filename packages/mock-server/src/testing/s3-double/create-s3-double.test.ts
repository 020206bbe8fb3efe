import { createHash } from 'node:crypto';
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { createS3Client } from '../../storage/s3/s3-connection.ts';
import { s3NameOf } from '../../storage/s3/s3-error.ts';
import { createS3Double, type S3Double } from './create-s3-double.ts';
import { s3Profiles } from './s3-profile.ts';

type StoreName = keyof typeof s3Profiles;
const names: readonly StoreName[] = ['aws', 'r2', 'minio', 'ceph', 'careless'];
const at = { Bucket: 'files', Key: 'a' };
const minPartBytes = 4;
const dayMs = 24 * 60 * 60 * 1000;

describe('the double of S3', () => {
  const close: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of close.splice(0)) await end();
  });

  const open = async (name: StoreName) => {
    let nowMs = Date.now();
    const profile = s3Profiles[name];
    const double: S3Double = await createS3Double({
      profile,
      buckets: ['files'],
      minPartBytes,
      now: () => nowMs,
    });
    const client = createS3Client({
      endpoint: double.url,
      region: double.region,
      credentials: double.credentials,
      forcePathStyle: true,
    });
    close.push(async () => {
      client.destroy();
      await double.close();
    });
    const begin = async (ChecksumAlgorithm?: 'SHA256'): Promise<string> => {
      const { UploadId = '' } = await client.send(
        new CreateMultipartUploadCommand({ ...at, ...(ChecksumAlgorithm ? { ChecksumAlgorithm } : {}) }),
      );
      return UploadId;
    };
    const part = async (UploadId: string, PartNumber: number, text: string): Promise<CompletedPart> => {
      const { ETag } = await client.send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body: text }));
      return { PartNumber, ETag };
    };
    const complete = (UploadId: string, Parts: CompletedPart[]) =>
      client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }));
    const pass = (ms: number) => {
      nowMs += ms;
    };
    return { client, begin, part, complete, pass };
  };
  type Store = Awaited<ReturnType<typeof open>>;

  /** What every store, with nothing in it, says to the same requests of the official SDK: `taken`, or its refusal's name. */
  const verdicts = async (ask: (store: Store) => Promise<unknown>) => {
    const said: Partial<Record<StoreName, string>> = {};
    for (const name of names) {
      const store = await open(name);
      said[name] = await ask(store).then(
        () => 'taken',
        (error: unknown) => s3NameOf(error) ?? String(error),
      );
    }
    return said;
  };

  it('R-D3 AWS, R2 and MinIO refuse a part without a checksum, once the upload has an algorithm', async () => {
    const said = await verdicts(async ({ begin, part }) => part(await begin('SHA256'), 1, 'text'));

    const refused = 'InvalidRequest';
    expect(said).toEqual({ aws: refused, r2: refused, minio: refused, ceph: 'taken', careless: 'taken' });
  });

  it.each([
    [
      'right',
      'text',
      { aws: 'taken', r2: 'NotImplemented', minio: 'taken', ceph: 'taken', careless: 'taken' },
    ],
    [
      'wrong',
      'other',
      { aws: 'BadDigest', r2: 'NotImplemented', minio: 'BadDigest', ceph: 'taken', careless: 'taken' },
    ],
  ])(
    'R-D3 a part with a %s SHA-256 is proven, not implemented on R2, or taken unproven',
    async (_, text, expected) => {
      const ChecksumSHA256 = createHash('sha256').update(text).digest('base64');

      const said = await verdicts(async ({ client, begin }) => {
        const UploadId = await begin('SHA256');
        await client.send(
          new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: 'text', ChecksumSHA256 }),
        );
      });

      expect(said).toEqual(expected);
    },
  );

  it('R-D3 only R2 refuses parts of different sizes that are not the last', async () => {
    const said = await verdicts(async ({ begin, part, complete }) => {
      const id = await begin();
      await complete(id, [await part(id, 1, '12345'), await part(id, 2, '1234'), await part(id, 3, '1')]);
    });

    expect(said).toEqual({
      aws: 'taken',
      r2: 'InvalidPart',
      minio: 'taken',
      ceph: 'taken',
      careless: 'taken',
    });
  });

  it.each([
    ['a part too small that is not the last', [1, 2], 'EntityTooSmall'],
    ['parts out of order', [3, 1], 'InvalidPartOrder'],
    ['a part that is not there', [1, 4], 'InvalidPart'],
  ])('R-D3 joining %s is refused by all', async (_, numbers, refusal) => {
    const said = await verdicts(async ({ begin, part, complete }) => {
      const id = await begin();
      const texts = ['1', '2', '12345'];
      const parts = await Promise.all(texts.map((text, index) => part(id, index + 1, text)));
      await complete(
        id,
        numbers.map((PartNumber) => ({ PartNumber, ETag: parts[PartNumber - 1]?.ETag ?? '"none"' })),
      );
    });

    expect(new Set(Object.values(said))).toEqual(new Set([refusal]));
  });

  it('R-D3 the same completion again is unknown to R2 and MinIO', async () => {
    const said = await verdicts(async ({ begin, part, complete }) => {
      const id = await begin();
      const parts = [await part(id, 1, 'text')];
      await complete(id, parts);
      await complete(id, parts);
    });

    const unknown = 'NoSuchUpload';
    expect(said).toEqual({ aws: 'taken', r2: unknown, minio: unknown, ceph: 'taken', careless: 'taken' });
  });

  it('R-D3 Ceph breaks on completing an upload that never was', async () => {
    const said = await verdicts(({ complete }) => complete('unknown', [{ PartNumber: 1, ETag: '"e"' }]));

    const unknown = 'NoSuchUpload';
    expect(said).toEqual({
      aws: unknown,
      r2: unknown,
      minio: unknown,
      ceph: 'InternalError',
      careless: unknown,
    });
  });

  it.each([
    [1, { aws: 'taken', r2: 'taken', minio: 'NoSuchUpload', ceph: 'taken', careless: 'taken' }],
    [7, { aws: 'taken', r2: 'NoSuchUpload', minio: 'NoSuchUpload', ceph: 'taken', careless: 'taken' }],
  ])('R-D3 after %i days some stores have dropped what nobody finished', async (days, expected) => {
    const said = await verdicts(async ({ client, begin, pass }) => {
      const UploadId = await begin();
      pass(days * dayMs);
      await client.send(new ListPartsCommand({ ...at, UploadId }));
    });

    expect(said).toEqual(expected);
  });

  it('R-D3 Ceph copies although the condition names another object', async () => {
    const said = await verdicts(async ({ client }) => {
      await client.send(new PutObjectCommand({ ...at, Body: 'text' }));
      await client.send(
        new CopyObjectCommand({ ...at, Key: 'b', CopySource: 'files/a', CopySourceIfMatch: '"another"' }),
      );
    });

    const refused = 'PreconditionFailed';
    expect(said).toEqual({ aws: refused, r2: refused, minio: refused, ceph: 'taken', careless: 'taken' });
  });

  it('R-D3 a request signed with another secret is refused by all', async () => {
    const said = await verdicts(async ({ client }) => {
      const { endpoint, region, credentials } = client.config;
      const { accessKeyId } = await credentials();
      const { protocol, hostname, port } = (await endpoint?.()) ?? { protocol: '', hostname: '' };
      const forger = createS3Client({
        endpoint: `${protocol}//${hostname}:${port}`,
        region: await region(),
        credentials: { accessKeyId, secretAccessKey: 'guessed' },
        forcePathStyle: true,
      });
      await forger.send(new PutObjectCommand({ ...at, Body: 'text' })).finally(() => forger.destroy());
    });

    expect(new Set(Object.values(said))).toEqual(new Set(['SignatureDoesNotMatch']));
  });
});
