import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { S3Refusal } from './s3-refusal.ts';
import type { S3Request } from './s3-request.ts';

export interface SignatureKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  /** Time that URLs expire by. */
  now(): number;
}

const unsigned = 'UNSIGNED-PAYLOAD';
const maxSkewMs = 15 * 60 * 1000;
const maxExpirySeconds = 7 * 24 * 60 * 60;

interface SignedParts {
  readonly credential: string;
  readonly date: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly payloadHash: string;
}

/**
 * Signature Version 4, written from its description and not from the signer's code. Refuses what S3 refuses; answers the
 * hash the payload was signed with, or null when any payload was.
 */
export function verifySignature(request: S3Request, keys: SignatureKeys): string | null {
  const isPresigned = request.query.has('X-Amz-Signature');
  const signed = isPresigned ? readQuery(request, keys) : readHeaders(request);
  requireCredential(signed, keys);
  // Whatever a client could change to another meaning has to be under the signature.
  for (const name of request.headers.keys()) {
    const isMeaningful = name === 'host' || name.startsWith('x-amz-') || name === 'content-md5';
    if (isMeaningful && !signed.signedHeaders.includes(name)) {
      throw new S3Refusal(
        403,
        'AccessDenied',
        `There were headers present in the request which were not signed: ${name}`,
      );
    }
  }
  const expected = signatureOf(request, signed, keys);
  const isRight =
    expected.length === signed.signature.length &&
    timingSafeEqual(Buffer.from(expected), Buffer.from(signed.signature));
  if (!isRight) throw new S3Refusal(403, 'SignatureDoesNotMatch');
  return signed.payloadHash === unsigned ? null : signed.payloadHash;
}

function readQuery({ query, headers }: S3Request, { now }: SignatureKeys): SignedParts {
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256')
    throw new S3Refusal(400, 'AuthorizationQueryParametersError');
  const date = query.get('X-Amz-Date') ?? '';
  const expires = Number(query.get('X-Amz-Expires'));
  if (!(expires >= 1 && expires <= maxExpirySeconds))
    throw new S3Refusal(400, 'AuthorizationQueryParametersError');
  const signedAtMs = parseDate(date);
  if (now() >= signedAtMs + expires * 1000) throw new S3Refusal(403, 'AccessDenied', 'Request has expired');
  if (now() < signedAtMs - maxSkewMs) throw new S3Refusal(403, 'AccessDenied', 'Request is not yet valid');
  return {
    credential: query.get('X-Amz-Credential') ?? '',
    date,
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    payloadHash: headers.get('x-amz-content-sha256') ?? query.get('X-Amz-Content-Sha256') ?? unsigned,
  };
}

function readHeaders({ headers }: S3Request): SignedParts {
  const authorization = headers.get('authorization');
  if (authorization === undefined) throw new S3Refusal(403, 'AccessDenied', 'No AWSAccessKey was presented');
  const match = /^AWS4-HMAC-SHA256 Credential=(\S+), ?SignedHeaders=(\S+), ?Signature=(\S+)$/.exec(
    authorization,
  );
  const date = headers.get('x-amz-date') ?? '';
  const payloadHash = headers.get('x-amz-content-sha256');
  if (!match || payloadHash === undefined) throw new S3Refusal(400, 'AuthorizationHeaderMalformed');
  if (Math.abs(Date.now() - parseDate(date)) > maxSkewMs) throw new S3Refusal(403, 'RequestTimeTooSkewed');
  const [, credential = '', signedHeaders = '', signature = ''] = match;
  return { credential, date, signedHeaders: signedHeaders.split(';'), signature, payloadHash };
}

function requireCredential({ credential, date, signedHeaders }: SignedParts, keys: SignatureKeys): void {
  const [accessKeyId, day, region, service, end] = credential.split('/');
  if (accessKeyId !== keys.accessKeyId) throw new S3Refusal(403, 'InvalidAccessKeyId');
  const isScoped =
    day === date.slice(0, 8) && region === keys.region && service === 's3' && end === 'aws4_request';
  if (!isScoped) throw new S3Refusal(400, 'AuthorizationHeaderMalformed');
  if (!signedHeaders.includes('host')) throw new S3Refusal(403, 'AccessDenied', 'The host has to be signed');
}

function signatureOf(request: S3Request, signed: SignedParts, keys: SignatureKeys): string {
  const canonicalHeaders = signed.signedHeaders.map((name) => {
    const value = request.headers.get(name);
    // A header that was signed has to be sent.
    if (value === undefined) throw new S3Refusal(403, 'SignatureDoesNotMatch');
    return `${name}:${value.trim().replace(/ +/g, ' ')}\n`;
  });
  const canonical = [
    request.method,
    request.rawPath
      .split('/')
      .map((segment) => escapeText(decodeURIComponent(segment)))
      .join('/'),
    canonicalQuery(request.query),
    canonicalHeaders.join(''),
    signed.signedHeaders.join(';'),
    signed.payloadHash,
  ].join('\n');
  const scope = `${signed.date.slice(0, 8)}/${keys.region}/s3/aws4_request`;
  const text = [
    'AWS4-HMAC-SHA256',
    signed.date,
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${keys.secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escapeText(name)}=${escapeText(value)}`)
    .sort()
    .join('&');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function escapeText(text: string): string {
  return Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9\-._~]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** 20261121T060000Z */
function parseDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) throw new S3Refusal(403, 'AccessDenied', 'There is no date');
  const [year = 0, month = 1, ...rest] = match.slice(1).map(Number);
  const [day, hour, minute, second] = rest;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
