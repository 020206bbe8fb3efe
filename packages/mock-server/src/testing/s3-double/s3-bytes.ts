import { createHash } from 'node:crypto';
import { createCrc32c } from '../../storage/crc32c.ts';
import type { ChecksumBehaviour, ChecksumName, S3Profile } from './s3-profile.ts';
import { S3Refusal } from './s3-refusal.ts';
import type { S3Request } from './s3-request.ts';

export const checksumNames: readonly ChecksumName[] = ['sha256', 'crc32c'];

export interface Checksum {
  readonly name: ChecksumName;
  readonly value: string;
}

export async function digestOf(name: ChecksumName, bytes: Buffer): Promise<string> {
  if (name === 'sha256') return createHash('sha256').update(bytes).digest('base64');
  const hasher = await createCrc32c();
  hasher.update(bytes);
  return hasher.digest();
}

export const md5 = (bytes: Buffer): Buffer => createHash('md5').update(bytes).digest();

/** Refuses bytes that are not what the request says about them; answers the checksum the store keeps with them. */
export async function proveBytes(
  { body, headers }: S3Request,
  request: {
    readonly profile: S3Profile;
    readonly kind: 'direct' | 'parts';
    readonly payloadHash: string | null;
  },
): Promise<Checksum | undefined> {
  const { profile, kind, payloadHash } = request;
  requireLength(headers.get('content-length'), body);
  const contentMd5 = headers.get('content-md5');
  if (contentMd5 !== undefined && contentMd5 !== md5(body).toString('base64'))
    throw new S3Refusal(400, 'BadDigest');
  const hash = createHash('sha256').update(body).digest('hex');
  if (payloadHash !== null && profile.enforcesPayloadHash && payloadHash !== hash) {
    throw new S3Refusal(400, 'XAmzContentSHA256Mismatch');
  }
  const behaviours = kind === 'direct' ? profile.directChecksums : profile.partChecksums;
  for (const name of checksumNames) {
    const value = headers.get(`x-amz-checksum-${name}`);
    if (value === undefined) continue;
    const kept = await proveChecksum({ name, value }, behaviours[name], body);
    if (kept) return kept;
  }
  return undefined;
}

async function proveChecksum(
  checksum: Checksum,
  behaviour: ChecksumBehaviour,
  body: Buffer,
): Promise<Checksum | undefined> {
  if (behaviour === 'ignored') return undefined;
  if (behaviour === 'not-implemented') throw new S3Refusal(501, 'NotImplemented');
  if ((await digestOf(checksum.name, body)) !== checksum.value) throw new S3Refusal(400, 'BadDigest');
  return checksum;
}

function requireLength(length: string | undefined, body: Buffer): void {
  if (length === undefined) throw new S3Refusal(411, 'MissingContentLength');
  if (Number(length) !== body.byteLength) throw new S3Refusal(400, 'IncompleteBody');
}
