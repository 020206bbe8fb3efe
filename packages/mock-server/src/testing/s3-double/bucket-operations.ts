import { maxPage } from './multipart-operations.ts';
import { S3Refusal } from './s3-refusal.ts';
import type { S3Answer, S3Request } from './s3-request.ts';
import {
  type CorsRule,
  createKeptBucket,
  type KeptBucket,
  requireKeptBucket,
  type S3State,
} from './s3-state.ts';
import { readTags, toXml } from './s3-xml.ts';

export function createBucket(state: S3State, { bucket }: S3Request): S3Answer {
  if (state.buckets.has(bucket)) throw new S3Refusal(409, 'BucketAlreadyOwnedByYou');
  state.buckets.set(bucket, createKeptBucket());
  return { status: 200 };
}

export function listObjects(state: S3State, request: S3Request): S3Answer {
  const { objects } = requireKeptBucket(state, request.bucket);
  const prefix = request.query.get('prefix') ?? '';
  const after = request.query.get('start-after') ?? '';
  const rest = [...objects].filter(([key]) => key.startsWith(prefix) && key > after).sort(byFirst);
  const page = rest.slice(0, pageSize(request, 'max-keys'));
  return {
    status: 200,
    body: toXml('ListBucketResult', {
      IsTruncated: rest.length > page.length,
      KeyCount: page.length,
      Contents: page.map(([Key, { bytes, etag, lastModifiedMs }]) => ({
        Key,
        Size: bytes.byteLength,
        ETag: etag,
        LastModified: new Date(lastModifiedMs).toISOString(),
      })),
    }),
  };
}

export function listUploads(state: S3State, request: S3Request): S3Answer {
  const { uploads } = requireKeptBucket(state, request.bucket);
  const prefix = request.query.get('prefix') ?? '';
  const keyMarker = request.query.get('key-marker') ?? '';
  const idMarker = request.query.get('upload-id-marker') ?? '';
  const rest = [...uploads.values()]
    .filter(
      ({ key, id }) =>
        key.startsWith(prefix) &&
        (key > keyMarker || (key === keyMarker && id > idMarker && idMarker !== '')),
    )
    .map((upload) => [`${upload.key}\n${upload.id}`, upload] as const)
    .sort(byFirst);
  const page = rest.slice(0, pageSize(request, 'max-uploads')).map(([, upload]) => upload);
  const last = page.at(-1);
  const isTruncated = rest.length > page.length;
  return {
    status: 200,
    body: toXml('ListMultipartUploadsResult', {
      IsTruncated: isTruncated,
      ...(isTruncated ? { NextKeyMarker: last?.key, NextUploadIdMarker: last?.id } : {}),
      Upload: page.map(({ key, id, startedMs }) => ({
        Key: key,
        UploadId: id,
        Initiated: new Date(startedMs).toISOString(),
      })),
    }),
  };
}

export function putCors(bucket: KeptBucket, { body }: S3Request): S3Answer {
  bucket.cors = readTags(body.toString(), 'CORSRule').map((rule) => ({
    origins: readTags(rule, 'AllowedOrigin'),
    methods: readTags(rule, 'AllowedMethod'),
    allowedHeaders: readTags(rule, 'AllowedHeader').map((name) => name.toLowerCase()),
    exposed: readTags(rule, 'ExposeHeader'),
  }));
  return { status: 200 };
}

/** What a page of this origin is let to see; undefined when no rule of the bucket is about it. */
export function corsHeaders(
  { buckets }: S3State,
  { bucket, headers, method }: Pick<S3Request, 'bucket' | 'headers' | 'method'>,
): Readonly<Record<string, string>> | undefined {
  const origin = headers.get('origin');
  if (origin === undefined) return undefined;
  const wanted = headers.get('access-control-request-method') ?? method;
  const asked = headers.get('access-control-request-headers') ?? '';
  const names = asked
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const fits = ({ origins, methods, allowedHeaders }: CorsRule) =>
    (origins.includes('*') || origins.includes(origin)) &&
    methods.includes(wanted) &&
    (allowedHeaders.includes('*') || names.every((name) => allowedHeaders.includes(name)));
  const rule = buckets.get(bucket)?.cors.find(fits);
  if (!rule) return undefined;
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': rule.methods.join(', '),
    'access-control-allow-headers': asked,
    'access-control-expose-headers': rule.exposed.join(', '),
    vary: 'Origin',
  };
}

function pageSize({ query }: S3Request, name: string): number {
  return Math.min(Number(query.get(name) ?? maxPage), maxPage);
}

function byFirst([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}
