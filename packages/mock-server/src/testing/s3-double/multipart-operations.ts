import { randomUUID } from 'node:crypto';
import { copySource, metadataOf } from './object-operations.ts';
import { checksumNames, digestOf, md5, proveBytes } from './s3-bytes.ts';
import { S3Refusal } from './s3-refusal.ts';
import type { S3Answer, S3Request } from './s3-request.ts';
import {
  type KeptPart,
  type KeptUpload,
  requireKeptBucket,
  requireKeptUpload,
  type S3State,
} from './s3-state.ts';
import { readTags, toXml, type XmlTree } from './s3-xml.ts';

export const maxPage = 1000;
const maxPartNumber = 10_000;

export function createMultipart(state: S3State, request: S3Request): S3Answer {
  const bucket = requireKeptBucket(state, request.bucket);
  const asked = request.headers.get('x-amz-checksum-algorithm')?.toLowerCase();
  const algorithm = checksumNames.find((name) => name === asked);
  const id = randomUUID();
  bucket.uploads.set(id, {
    id,
    key: request.key,
    startedMs: state.now(),
    algorithm,
    contentType: request.headers.get('content-type') ?? 'binary/octet-stream',
    metadata: metadataOf(request),
    parts: new Map(),
  });
  return {
    status: 200,
    body: toXml('InitiateMultipartUploadResult', { Bucket: request.bucket, Key: request.key, UploadId: id }),
  };
}

export async function putPart(
  state: S3State,
  request: S3Request,
  payloadHash: string | null,
): Promise<S3Answer> {
  const upload = uploadOf(state, request);
  const checksum = await proveBytes(request, { profile: state.profile, kind: 'parts', payloadHash });
  const needsChecksum = state.profile.needsPartChecksums && upload.algorithm !== undefined;
  if (needsChecksum && checksum?.name !== upload.algorithm) {
    throw new S3Refusal(
      400,
      'InvalidRequest',
      'The upload was created using a checksum: every part needs one',
    );
  }
  return keepPart(upload, request, { bytes: request.body, etag: etagOf(request.body), checksum });
}

export function copyPart(state: S3State, request: S3Request): S3Answer {
  const upload = uploadOf(state, request);
  const source = copySource(state, request);
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get('x-amz-copy-source-range') ?? '');
  const bytes = range ? source.bytes.subarray(Number(range[1]), Number(range[2]) + 1) : source.bytes;
  const etag = etagOf(bytes);
  keepPart(upload, request, { bytes, etag, checksum: undefined });
  return { status: 200, body: toXml('CopyPartResult', { ETag: etag }) };
}

export function listParts(state: S3State, request: S3Request): S3Answer {
  const upload = uploadOf(state, request);
  const after = Number(request.query.get('part-number-marker') ?? 0);
  const limit = Math.min(Number(request.query.get('max-parts') ?? maxPage), maxPage);
  const rest = [...upload.parts].filter(([number]) => number > after).sort(([left], [right]) => left - right);
  const page = rest.slice(0, limit);
  const isTruncated = rest.length > page.length;
  return {
    status: 200,
    body: toXml('ListPartsResult', {
      IsTruncated: isTruncated,
      ...(isTruncated ? { NextPartNumberMarker: page.at(-1)?.[0] } : {}),
      Part: page.map(([number, { bytes, etag, checksum }]) => ({
        PartNumber: number,
        Size: bytes.byteLength,
        ETag: etag,
        ...(checksum ? { [`Checksum${checksum.name.toUpperCase()}`]: checksum.value } : {}),
      })),
    }),
  };
}

export async function completeMultipart(state: S3State, request: S3Request): Promise<S3Answer> {
  const bucket = requireKeptBucket(state, request.bucket);
  const id = request.query.get('uploadId') ?? '';
  const list = request.body.toString();
  const before = bucket.completed.get(id);
  if (before?.list === list && state.profile.repeatedComplete === 'success')
    return completed(request, before.etag);
  const upload = bucket.uploads.get(id);
  if (!upload || upload.key !== request.key) {
    if (state.profile.unknownComplete === 'internal-error') throw new S3Refusal(500, 'InternalError');
    throw new S3Refusal(404, 'NoSuchUpload');
  }
  const parts = chosenParts(state, upload, list);
  const etag = `"${md5(Buffer.concat(parts.map(({ bytes }) => md5(bytes)))).toString('hex')}-${parts.length}"`;
  const { algorithm } = upload;
  const digests = parts.flatMap(({ checksum }) => (checksum ? [Buffer.from(checksum.value, 'base64')] : []));
  const composite =
    algorithm !== undefined && digests.length === parts.length
      ? { name: algorithm, value: `${await digestOf(algorithm, Buffer.concat(digests))}-${parts.length}` }
      : undefined;
  bucket.objects.set(upload.key, {
    bytes: Buffer.concat(parts.map(({ bytes }) => bytes)),
    etag,
    checksum: composite,
    contentType: upload.contentType,
    metadata: upload.metadata,
    lastModifiedMs: state.now(),
  });
  bucket.uploads.delete(id);
  bucket.completed.set(id, { list, etag });
  return completed(request, etag);
}

export function abortMultipart(state: S3State, request: S3Request): S3Answer {
  const bucket = requireKeptBucket(state, request.bucket);
  if (!bucket.uploads.delete(request.query.get('uploadId') ?? '')) throw new S3Refusal(404, 'NoSuchUpload');
  return { status: 204 };
}

function uploadOf(state: S3State, request: S3Request): KeptUpload {
  const bucket = requireKeptBucket(state, request.bucket);
  const upload = requireKeptUpload(state, bucket, request.query.get('uploadId'));
  if (upload.key === request.key) return upload;
  throw new S3Refusal(404, 'NoSuchUpload');
}

function keepPart({ parts }: KeptUpload, { query }: S3Request, part: KeptPart): S3Answer {
  const number = Number(query.get('partNumber'));
  if (!(number >= 1 && number <= maxPartNumber)) throw new S3Refusal(400, 'InvalidArgument');
  parts.set(number, part);
  return { status: 200, headers: { etag: part.etag } };
}

function chosenParts(state: S3State, upload: KeptUpload, list: string): readonly KeptPart[] {
  const entries = readTags(list, 'Part').map((entry) => ({
    number: Number(readTags(entry, 'PartNumber')[0]),
    etag: readTags(entry, 'ETag')[0] ?? '',
    checksum: checksumNames.flatMap((name) => readTags(entry, `Checksum${name.toUpperCase()}`))[0],
  }));
  if (entries.length === 0) throw new S3Refusal(400, 'MalformedXML');
  const parts = entries.map(({ number, etag, checksum }, index) => {
    const part = upload.parts.get(number);
    if (number <= (entries[index - 1]?.number ?? 0)) throw new S3Refusal(400, 'InvalidPartOrder');
    if (!part || bare(part.etag) !== bare(etag)) throw new S3Refusal(400, 'InvalidPart');
    const isUnasked = checksum !== undefined && upload.algorithm === undefined;
    if (isUnasked && state.profile.needsPartChecksums) throw new S3Refusal(400, 'InvalidRequest');
    const needsChecksum = state.profile.needsPartChecksums && upload.algorithm !== undefined;
    if (needsChecksum && checksum !== part.checksum?.value) throw new S3Refusal(400, 'InvalidPart');
    if (needsChecksum && number !== index + 1) throw new S3Refusal(400, 'InvalidPartOrder');
    return part;
  });
  const leading = parts.slice(0, -1);
  if (leading.some(({ bytes }) => bytes.byteLength < state.minPartBytes))
    throw new S3Refusal(400, 'EntityTooSmall');
  const isUneven = leading.some(({ bytes }) => bytes.byteLength !== leading[0]?.bytes.byteLength);
  if (state.profile.needsEqualParts && isUneven) {
    throw new S3Refusal(400, 'InvalidPart', 'All non-trailing parts must have the same length.');
  }
  return parts;
}

function completed(request: S3Request, etag: string): S3Answer {
  const result: XmlTree = { Bucket: request.bucket, Key: request.key, ETag: etag };
  return { status: 200, body: toXml('CompleteMultipartUploadResult', result) };
}

function etagOf(bytes: Buffer): string {
  return `"${md5(bytes).toString('hex')}"`;
}

function bare(etag: string): string {
  return etag.replaceAll('"', '');
}
