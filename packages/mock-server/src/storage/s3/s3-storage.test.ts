import { createHash, randomBytes } from 'node:crypto';
import { PutBucketCorsCommand } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { randomIdentifiers, systemClock } from '../../domain/system-ports.ts';
import { resolveLocalhost } from '../../testing/resolve-localhost.ts';
import { createS3Double, type S3Double } from '../../testing/s3-double/create-s3-double.ts';
import { type S3Profile, s3Profiles } from '../../testing/s3-double/s3-profile.ts';
import { temporaryKey } from '../key-layout.ts';
import { describeObjectStorage } from '../object-storage.suite.ts';
import type { PartAlgorithm, SignedRequest, StorageBucket } from '../object-storage.ts';
import { createS3Client } from './s3-connection.ts';
import { createS3Storage, type S3Storage, type S3StorageOptions } from './s3-storage.ts';

const bucketName = 'holdfast';
const origin = 'https://app.example.com';

async function startDouble(profile: S3Profile, minPartBytes?: number): Promise<S3Double> {
  return createS3Double({ profile, buckets: [bucketName], ...(minPartBytes ? { minPartBytes } : {}) });
}

function optionsFor(double: S3Double): S3StorageOptions {
  return {
    connection: {
      endpoint: double.url,
      region: double.region,
      credentials: double.credentials,
      forcePathStyle: true,
    },
    provisioning: { strategy: 'shared', bucket: bucketName },
    origins: [origin],
    setUpCors: true,
    clock: systemClock,
    identifiers: randomIdentifiers,
    log: () => undefined,
  };
}

/** Its buckets are before the host name, as AWS wants it. */
function inHostNames(double: S3Double): Pick<S3StorageOptions, 'connection'> {
  const connection = { ...optionsFor(double).connection, endpoint: double.hostStyleUrl };
  return { connection: { ...connection, forcePathStyle: false } };
}

// A part of a few bytes is as good as one of five mebibytes; the double's limit is only tried where it is the rule.
const minPartBytes = 16;

const grounds = Object.values(s3Profiles)
  .filter(({ name }) => name !== 'careless')
  .map((profile) => ({ name: `a double of ${profile.name}`, profile, isHostStyle: false }));

for (const { name, profile, isHostStyle } of [
  ...grounds,
  { name: 'a double of aws with buckets in host names', profile: s3Profiles.aws, isHostStyle: true },
]) {
  describeObjectStorage(`R-D3 S3 storage on ${name}`, async () => {
    const double = await startDouble(profile, minPartBytes);
    const style = isHostStyle ? inHostNames(double) : {};
    const resolveAsBefore = isHostStyle ? resolveLocalhost() : () => undefined;
    const storage = await createS3Storage({ ...optionsFor(double), ...style });
    const others: { close(): void }[] = [];
    return {
      storage,
      clock: systemClock,
      minPartBytes,
      tells: {
        direct: profile.directChecksums.sha256 === 'enforced',
        parts: profile.partChecksums.sha256 === 'enforced',
      },
      async perTenant(template) {
        const other = await createS3Storage({
          ...optionsFor(double),
          ...style,
          provisioning: { strategy: 'bucket-per-tenant', template },
        });
        others.push(other);
        return other;
      },
      async remove() {
        for (const { close } of [...others, storage]) close();
        await double.close();
        resolveAsBefore();
      },
    };
  });
}

describe('S3 storage', () => {
  let double: S3Double;
  const opened: S3Storage[] = [];
  const open = async (
    profile: S3Profile,
    options: Partial<S3StorageOptions> = {},
    minBytes = minPartBytes,
  ) => {
    double = await startDouble(profile, minBytes);
    const storage = await createS3Storage({ ...optionsFor(double), ...options });
    opened.push(storage);
    return storage;
  };
  afterEach(async () => {
    for (const { close } of opened.splice(0)) close();
    await double.close();
  });

  const key = temporaryKey('4c0e6f0a-9a53-4d35-8f0c-7c7e5b8f4c11');
  const finalKey = 'tenants/t/files/f';
  const writeToken = 'the session that writes';
  const bytes = Buffer.from('bytes that are proven');
  const sha256 = (text: Uint8Array) => createHash('sha256').update(text).digest('base64');
  const target = (body: Buffer, algorithm: PartAlgorithm = 'sha256') => ({
    key,
    sizeBytes: body.byteLength,
    algorithm,
    checksum: algorithm === 'none' ? null : sha256(body),
    expiresAtMs: systemClock.now() + 60_000,
  });
  const send = ({ url, method, headers }: SignedRequest, body: Buffer<ArrayBuffer>) =>
    fetch(url, { method, headers, body });
  const putPart = async (
    bucket: StorageBucket,
    multipartId: string,
    partNumber: number,
    algorithm: PartAlgorithm = 'sha256',
  ) => send(await bucket.multipart.signPart({ ...target(bytes, algorithm), multipartId, partNumber }), bytes);
  const begin = async (bucket: StorageBucket, algorithm: PartAlgorithm = 'sha256') => {
    const upload = { key, writeToken, algorithm } as const;
    return { ...upload, ...(await bucket.multipart.create(upload)) };
  };

  it.each([
    [
      'aws',
      { direct: ['sha256', 'crc32c'], parts: ['sha256', 'crc32c'] },
      ['x-amz-checksum-sha256', 'x-amz-checksum-sha256'],
    ],
    [
      'minio',
      { direct: ['sha256', 'crc32c'], parts: ['sha256', 'crc32c'] },
      ['x-amz-checksum-sha256', 'x-amz-checksum-sha256'],
    ],
    [
      'r2',
      { direct: ['sha256', 'crc32c'], parts: ['sha256', 'crc32c'] },
      ['x-amz-checksum-sha256', 'x-amz-content-sha256'],
    ],
    ['ceph', { direct: ['sha256'], parts: ['sha256'] }, ['x-amz-content-sha256', 'x-amz-content-sha256']],
    ['careless', { direct: [], parts: [] }, [undefined, undefined]],
  ] as const)(
    'R-F3 finds out what %s really enforces, and binds checksums by that',
    async (name, enforced, headers) => {
      const storage = await open(s3Profiles[name]);
      const bucket = storage.bucketOf('t');

      const direct = await bucket.objects.signPut(target(bytes));
      const part = await bucket.multipart.signPart({ ...target(bytes), multipartId: 'id', partNumber: 1 });

      expect(storage.checksumAlgorithms).toEqual(enforced);
      expect([direct, part].map((signed) => Object.keys(signed.headers)[0])).toEqual(headers);
      expect(double.stored()).toEqual([]);
    },
  );

  it('R-F3 says so when a store enforces nothing, and claims nothing', async () => {
    const storage = await open(s3Profiles.careless);

    expect(storage.problems).toEqual([
      'The store refuses no wrong checksum of whole objects: their integrity is only declared',
      'The store refuses no wrong checksum of parts: their integrity is only declared',
    ]);
  });

  it.each([
    ['another length', { headers: {}, body: Buffer.from('short') }],
    ['another content', { headers: {}, body: Buffer.from(bytes.toReversed()) }],
    ['another checksum', { headers: { 'x-amz-checksum-sha256': sha256(Buffer.from('x')) }, body: bytes }],
    ['a header more', { headers: { 'x-amz-meta-role': 'admin' }, body: bytes }],
  ])('R-F3 a part URL is refused with %s', async (_, { headers, body }) => {
    const bucket = (await open(s3Profiles.aws)).bucketOf('t');
    const upload = await begin(bucket);
    const signed = await bucket.multipart.signPart({ ...target(bytes), ...upload, partNumber: 1 });

    const answer = await send({ ...signed, headers: { ...signed.headers, ...headers } }, body);

    expect([400, 403]).toContain(answer.status);
    expect(await bucket.multipart.listParts(upload)).toEqual([]);
  });

  it.each(['partNumber', 'uploadId', 'X-Amz-Expires', 'X-Amz-Date'])(
    'R-F3 a part URL with another %s is refused',
    async (name) => {
      const bucket = (await open(s3Profiles.aws)).bucketOf('t');
      const upload = await begin(bucket);
      const signed = await bucket.multipart.signPart({ ...target(bytes), ...upload, partNumber: 1 });
      const url = new URL(signed.url);
      url.searchParams.set(name, name === 'X-Amz-Date' ? '20990101T000000Z' : '7');

      expect((await send({ ...signed, url: url.href }, bytes)).status).toBe(403);
    },
  );

  it('a part URL holds for its time and no longer', async () => {
    let nowMs = Date.now();
    double = await createS3Double({ profile: s3Profiles.aws, buckets: [bucketName], now: () => nowMs });
    const storage = await createS3Storage({ ...optionsFor(double), clock: { now: () => nowMs } });
    opened.push(storage);
    const signed = await storage
      .bucketOf('t')
      .objects.signPut({ ...target(bytes), expiresAtMs: nowMs + 60_000 });

    nowMs += 59_000;
    const inTime = await send(signed, bytes);
    nowMs += 2_000;
    const late = await send(signed, bytes);

    expect([inTime.status, late.status]).toEqual([200, 403]);
  });

  it('no checksum is in a URL that was not asked for', async () => {
    const bucket = (await open(s3Profiles.aws)).bucketOf('t');

    const signed = await bucket.multipart.signPart({
      ...target(bytes, 'none'),
      multipartId: 'id',
      partNumber: 1,
    });

    expect([...new URL(signed.url).searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
    expect(new URL(signed.url).searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;host');
    expect(signed.headers).toEqual({});
  });

  it('a read URL answers with the type and the name it was signed for', async () => {
    const bucket = (await open(s3Profiles.aws)).bucketOf('t');
    await send(await bucket.objects.signPut(target(bytes)), bytes);

    const url = await bucket.objects.signRead({
      key,
      expiresAtMs: systemClock.now() + 60_000,
      contentType: 'image/png',
      disposition: `attachment; filename*=UTF-8''na%C3%AFve+plus.png`,
    });
    const answer = await fetch(url ?? '');

    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''na%C3%AFve+plus.png`,
    );
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(bytes));
  });

  it.each(['aws', 'minio', 'ceph'] as const)(
    'R-C11 on %s, joining whose answer was lost is joined',
    async (name) => {
      const bucket = (await open(s3Profiles[name])).bucketOf('t');
      const upload = await begin(bucket);
      await putPart(bucket, upload.multipartId, 1);
      const parts = await bucket.multipart.listParts(upload);

      double.fail('complete', 'lost-answer');
      await bucket.multipart.complete(upload, parts);

      expect(await bucket.objects.head(key)).toMatchObject({ sizeBytes: bytes.byteLength, writeToken });
      expect(double.count('complete')).toBeGreaterThan(1);
    },
  );

  it.each(['error-in-200', 'empty-200', 'slow-down'] as const)(
    'R-C11 joining answered by %s is tried again',
    async (fault) => {
      const bucket = (await open(s3Profiles.aws)).bucketOf('t');
      const upload = await begin(bucket);
      await putPart(bucket, upload.multipartId, 1);

      double.fail('complete', fault);
      await bucket.multipart.complete(upload, await bucket.multipart.listParts(upload));

      expect((await bucket.objects.head(key))?.sizeBytes).toBe(bytes.byteLength);
    },
  );

  it.each(['error-in-200', 'empty-200', 'slow-down'] as const)(
    'R-C11 joining that is answered by %s for good is not called done',
    async (fault) => {
      const bucket = (await open(s3Profiles.aws)).bucketOf('t');
      const upload = await begin(bucket);
      await putPart(bucket, upload.multipartId, 1);
      const parts = await bucket.multipart.listParts(upload);

      double.fail('complete', fault, fault, fault);

      await expect(bucket.multipart.complete(upload, parts)).rejects.toMatchObject({ code: 'unavailable' });
      expect(await bucket.objects.head(key)).toBeNull();
    },
  );

  it('R-C11 an object of the right size that somebody else wrote is no proof', async () => {
    const bucket = (await open(s3Profiles.minio)).bucketOf('t');
    const upload = await begin(bucket);
    await putPart(bucket, upload.multipartId, 1);
    const parts = await bucket.multipart.listParts(upload);
    await bucket.multipart.abort(upload);
    await send(await bucket.objects.signPut(target(bytes)), bytes);

    await expect(bucket.multipart.complete(upload, parts)).rejects.toMatchObject({ code: 'no_such_upload' });
  });

  it('lists parts and uploads over any number of pages', async () => {
    const bucket = (await open(s3Profiles.aws)).bucketOf('t');
    const upload = await begin(bucket, 'none');
    for (let start = 1; start <= 1001; start += 40) {
      const numbers = Array.from({ length: Math.min(40, 1002 - start) }, (_, index) => start + index);
      await Promise.all(numbers.map((number) => putPart(bucket, upload.multipartId, number, 'none')));
    }

    const parts = await bucket.multipart.listParts(upload);

    expect(parts.map(({ partNumber }) => partNumber)).toEqual(
      Array.from({ length: 1001 }, (_, index) => index + 1),
    );
  });

  it.each(['aws', 'ceph'] as const)(
    'promotes what S3 copies only in parts, in equal ones, on %s',
    async (name) => {
      const copySizes = { singleCopyBytes: 20, copyPartBytes: 16 };
      const bucket = (await open(s3Profiles[name], { copySizes })).bucketOf('t');
      const body = Buffer.from('0123456789abcdef0123456789abcdef!');
      await send(await bucket.objects.signPut(target(body)), body);

      await bucket.objects.promote({
        fromKey: key,
        toKey: finalKey,
        writeToken,
        etag: (await bucket.objects.head(key))?.etag ?? '',
      });

      expect(double.stored()).toEqual([`${bucketName}/${finalKey}`]);
      expect(await bucket.objects.head(finalKey)).toMatchObject({ sizeBytes: body.byteLength, writeToken });
      const stream = await bucket.objects.open(finalKey, { start: 0, end: body.byteLength });
      expect(await new Response(stream).text()).toBe(body.toString());
    },
  );

  it.each([
    ['aws', 1],
    ['ceph', 3],
  ] as const)(
    'promotion on %s looks at objects %i times: a condition that is honoured says enough',
    async (name, looks) => {
      const bucket = (await open(s3Profiles[name])).bucketOf('t');
      await send(await bucket.objects.signPut(target(bytes)), bytes);
      const etag = (await bucket.objects.head(key))?.etag ?? '';
      const before = double.count('head');

      await bucket.objects.promote({ fromKey: key, toKey: finalKey, writeToken, etag });

      expect(double.count('head') - before).toBe(looks);
      expect(double.stored()).toEqual([`${bucketName}/${finalKey}`]);
    },
  );

  it('sends its own bytes in parts when they do not fit one request', async () => {
    const bucket = (await open(s3Profiles.r2, {}, 5 * 1024 * 1024)).bucketOf('t');
    const body = randomBytes(17 * 1024 * 1024);
    const chunks = async function* () {
      for (let start = 0; start < body.byteLength; start += 1_000_003)
        yield body.subarray(start, start + 1_000_003);
    };

    const stored = await bucket.objects.put({ key, sizeBytes: null, writeToken }, chunks());

    expect(stored).toMatchObject({ sizeBytes: body.byteLength, checksum: sha256(body), writeToken });
    expect(double.count('part')).toBeGreaterThanOrEqual(3);
    const stream = await bucket.objects.open(key, { start: 0, end: body.byteLength });
    expect(sha256(new Uint8Array(await new Response(stream).arrayBuffer()))).toBe(sha256(body));
  });

  it('an upload that the store dropped by itself is unknown', async () => {
    let nowMs = Date.now();
    double = await createS3Double({ profile: s3Profiles.minio, buckets: [bucketName], now: () => nowMs });
    const storage = await createS3Storage({ ...optionsFor(double), clock: { now: () => nowMs } });
    opened.push(storage);
    const upload = await begin(storage.bucketOf('t'));

    nowMs += 25 * 60 * 60 * 1000;

    await expect(storage.bucketOf('t').multipart.listParts(upload)).rejects.toMatchObject({
      code: 'no_such_upload',
    });
  });

  it.each(['slow-down', 'lost-answer'] as const)(
    'R-D4 a store that only answers %s is unavailable, which is no lost upload',
    async (fault) => {
      const bucket = (await open(s3Profiles.aws)).bucketOf('t');
      const upload = await begin(bucket);

      double.fail('list-parts', fault, fault, fault);

      await expect(bucket.multipart.listParts(upload)).rejects.toMatchObject({
        name: 'StorageError',
        code: 'unavailable',
      });
    },
  );

  it('R-D11 does not start without its bucket, and says which', async () => {
    double = await startDouble(s3Profiles.aws);
    const options = optionsFor(double);

    await expect(
      createS3Storage({ ...options, provisioning: { strategy: 'shared', bucket: 'missing' } }),
    ).rejects.toThrow('The bucket missing does not exist');
    await expect(
      createS3Storage({
        ...options,
        connection: {
          ...options.connection,
          credentials: { ...double.credentials, secretAccessKey: 'wrong' },
        },
      }),
    ).rejects.toThrow(`The bucket ${bucketName} cannot be reached`);
  });

  it('R-D11 says at start which origins the bucket shuts out, and starts', async () => {
    const storage = await open(s3Profiles.aws, { setUpCors: false });

    expect(storage.problems).toEqual([
      `The bucket ${bucketName} at ${double.url} does not let pages of ${origin} send bytes: it needs a CORS rule with PUT for that origin`,
    ]);
    await expect(storage.check()).resolves.toBeUndefined();
  });

  it.each([
    ['ETag', { AllowedHeaders: ['*'], ExposeHeaders: [] }, /does not expose ETag/],
    [
      'the headers of a checksum',
      { AllowedHeaders: ['content-type'], ExposeHeaders: ['ETag'] },
      /does not let pages .* send bytes/,
    ],
  ])('R-D11 says at start that the CORS rule of a bucket lacks %s', async (_, lacking, problem) => {
    const rule = { AllowedOrigins: [origin], AllowedMethods: ['PUT'], ...lacking };
    double = await startDouble(s3Profiles.aws);
    const options = optionsFor(double);
    const client = createS3Client(options.connection);
    const CORSConfiguration = { CORSRules: [rule] };
    await client.send(new PutBucketCorsCommand({ Bucket: bucketName, CORSConfiguration }));
    client.destroy();

    const storage = await createS3Storage({ ...options, setUpCors: false });
    opened.push(storage);

    expect(storage.problems).toEqual([expect.stringMatching(problem)]);
  });

  it('R-D11 is not ready once the store is away', async () => {
    const storage = await open(s3Profiles.aws);
    await double.close();

    await expect(storage.check()).rejects.toMatchObject({ code: 'unavailable' });
  });
});
