import { md5, proveBytes } from './s3-bytes.ts';
import { S3Refusal } from './s3-refusal.ts';
import type { S3Answer, S3Request } from './s3-request.ts';
import {
  type KeptBucket,
  type KeptObject,
  requireKeptBucket,
  requireKeptObject,
  type S3State,
} from './s3-state.ts';
import { readTags, toXml } from './s3-xml.ts';

export async function putObject(
  state: S3State,
  request: S3Request,
  payloadHash: string | null,
): Promise<S3Answer> {
  const { objects } = requireKeptBucket(state, request.bucket);
  if (request.headers.get('if-none-match') === '*' && objects.has(request.key)) {
    throw new S3Refusal(412, 'PreconditionFailed');
  }
  const checksum = await proveBytes(request, { profile: state.profile, kind: 'direct', payloadHash });
  const etag = `"${md5(request.body).toString('hex')}"`;
  objects.set(request.key, {
    bytes: request.body,
    etag,
    checksum,
    contentType: request.headers.get('content-type') ?? 'binary/octet-stream',
    metadata: metadataOf(request),
    lastModifiedMs: state.now(),
  });
  return { status: 200, headers: { etag } };
}

export function getObject(state: S3State, request: S3Request): S3Answer {
  const object = requireKeptObject(requireKeptBucket(state, request.bucket), request.key);
  const { bytes } = object;
  const range = rangeOf(request.headers.get('range'), bytes.byteLength);
  const headers = {
    ...headersOf(object, request),
    'content-type': request.query.get('response-content-type') ?? object.contentType,
    ...pick('content-disposition', request.query.get('response-content-disposition')),
  };
  if (!range)
    return { status: 200, headers: { ...headers, 'content-length': String(bytes.byteLength) }, body: bytes };
  const { start, end } = range;
  if (start >= bytes.byteLength) throw new S3Refusal(416, 'InvalidRange');
  return {
    status: 206,
    headers: {
      ...headers,
      'content-range': `bytes ${start}-${end - 1}/${bytes.byteLength}`,
      'content-length': String(end - start),
    },
    body: bytes.subarray(start, end),
  };
}

/** Copies within the store: whole, with metadata of its own. */
export function copyObject(state: S3State, request: S3Request): S3Answer {
  const source = copySource(state, request);
  const isReplaced = request.headers.get('x-amz-metadata-directive') === 'REPLACE';
  const etag = `"${md5(source.bytes).toString('hex')}"`;
  const told = state.profile.quotesCopyEtags ? etag : etag.replaceAll('"', '');
  requireKeptBucket(state, request.bucket).objects.set(request.key, {
    ...source,
    etag,
    contentType: (isReplaced ? request.headers.get('content-type') : undefined) ?? source.contentType,
    metadata: isReplaced ? metadataOf(request) : source.metadata,
    lastModifiedMs: state.now(),
  });
  return {
    status: 200,
    body: toXml('CopyObjectResult', { ETag: told, LastModified: new Date(state.now()).toISOString() }),
  };
}

/** The object a copy is of; where the store honours the condition, only the one that was meant. */
export function copySource(state: S3State, { headers }: S3Request): KeptObject {
  const [name = '', ...segments] = decodeURIComponent(headers.get('x-amz-copy-source') ?? '')
    .replace(/^\//, '')
    .split('/');
  const source = requireKeptObject(requireKeptBucket(state, name), segments.join('/'));
  const condition = headers.get('x-amz-copy-source-if-match');
  if (condition !== undefined && condition !== source.etag && state.profile.honoursCopyConditions) {
    throw new S3Refusal(412, 'PreconditionFailed');
  }
  return source;
}

export function deleteObjects(bucket: KeptBucket, { body, headers }: S3Request): S3Answer {
  const isProven =
    headers.has('content-md5') || [...headers.keys()].some((name) => name.startsWith('x-amz-checksum-'));
  if (!isProven)
    throw new S3Refusal(400, 'InvalidRequest', 'Missing required header for this request: Content-MD5');
  const keys = readTags(body.toString(), 'Key');
  if (keys.length > 1000) throw new S3Refusal(400, 'MalformedXML');
  for (const key of keys) bucket.objects.delete(key);
  return { status: 200, body: toXml('DeleteResult', {}) };
}

export function metadataOf({ headers }: S3Request): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-amz-meta-')));
}

function headersOf({ etag, metadata, checksum, lastModifiedMs }: KeptObject, { headers }: S3Request) {
  const isAsked = headers.get('x-amz-checksum-mode') === 'ENABLED';
  return {
    etag,
    'last-modified': new Date(lastModifiedMs).toUTCString(),
    ...metadata,
    ...(isAsked && checksum ? { [`x-amz-checksum-${checksum.name}`]: checksum.value } : {}),
  };
}

function pick(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}

/** One range, as S3 takes it; anything else asks for the whole. */
function rangeOf(
  header: string | undefined,
  sizeBytes: number,
): { readonly start: number; readonly end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '')
    return last === '' ? undefined : { start: Math.max(0, sizeBytes - Number(last)), end: sizeBytes };
  const end = last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  return last !== '' && Number(last) < Number(first) ? undefined : { start: Number(first), end };
}
