import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { ChecksumAlgorithm } from '@holdfast/upload-manager/contract';
import type { Clock, Identifiers } from '../../domain/ports.ts';
import { createCrc32c } from '../crc32c.ts';
import { temporaryKey } from '../key-layout.ts';
import { StorageError } from '../storage-error.ts';
import {
  type ChecksumMechanism,
  type Enforcement,
  headersOf,
  mechanismsOf,
  s3Algorithms,
  type UploadKind,
} from './checksum-binding.ts';
import { s3NameOf } from './s3-error.ts';
import type { S3Place } from './s3-place.ts';
import { encodeKey } from './s3-signer.ts';

export type ProbedPlace = Pick<S3Place, 'client' | 'signer' | 'bucket'> & {
  readonly clock: Clock;
  readonly identifiers: Identifiers;
};

export interface StoreTraits {
  readonly enforcement: Enforcement;
  readonly honoursCopyConditions: boolean;
}

const bytes = Buffer.from('the bytes a store is asked about');
/** As many, so that nothing but their content is wrong. */
const otherBytes = Buffer.from(bytes.toReversed());
const urlLifetimeMs = 60_000;
const timeoutMs = 30_000;

/**
 * Finds out what a store does instead of believing what it says: sends right bytes and wrong ones, in all the ways this
 * server may ask for. What is left behind when that fails lies under a temporary key.
 */
export async function probeStore(place: ProbedPlace): Promise<StoreTraits> {
  const key = temporaryKey(place.identifiers.uuid());
  try {
    return {
      enforcement: {
        direct: await probeKind(place, key, 'direct'),
        parts: await probeKind(place, key, 'parts'),
      },
      honoursCopyConditions: await honoursCopyConditions(place, key),
    };
  } finally {
    // Best effort: the clean-up of temporary objects finds it too.
    await place.client
      .send(new DeleteObjectCommand({ Bucket: place.bucket, Key: key }))
      .catch(() => undefined);
  }
}

async function probeKind(
  place: ProbedPlace,
  key: string,
  kind: UploadKind,
): Promise<Enforcement[UploadKind]> {
  const found: Partial<Record<ChecksumAlgorithm, ChecksumMechanism>> = {};
  for (const algorithm of ['sha256', 'crc32c'] as const) {
    for (const mechanism of mechanismsOf[algorithm]) {
      if (found[algorithm] !== undefined) continue;
      if (await isEnforced(place, key, { kind, algorithm, mechanism })) found[algorithm] = mechanism;
    }
  }
  return found;
}

interface Way {
  readonly kind: UploadKind;
  readonly algorithm: ChecksumAlgorithm;
  readonly mechanism: ChecksumMechanism;
}

/** Enforced is what lets the right bytes in and keeps the wrong ones out. */
async function isEnforced(place: ProbedPlace, key: string, way: Way): Promise<boolean> {
  const uploadId = way.kind === 'parts' ? await beginUpload(place, key, way) : undefined;
  // Refused at the beginning already.
  if (way.kind === 'parts' && uploadId === undefined) return false;
  try {
    const right = await send(place, key, { way, uploadId, body: bytes });
    if (right !== 'taken') return false;
    return (await send(place, key, { way, uploadId, body: otherBytes })) === 'refused';
  } finally {
    if (uploadId !== undefined) {
      const dropped = { Bucket: place.bucket, Key: key, UploadId: uploadId };
      await place.client.send(new AbortMultipartUploadCommand(dropped)).catch(() => undefined);
    }
  }
}

async function beginUpload(place: ProbedPlace, key: string, way: Way): Promise<string | undefined> {
  const Algorithm =
    way.mechanism === 'checksum-header' ? { ChecksumAlgorithm: s3Algorithms[way.algorithm] } : {};
  const command = new CreateMultipartUploadCommand({ Bucket: place.bucket, Key: key, ...Algorithm });
  try {
    return (await place.client.send(command)).UploadId;
  } catch (error) {
    if (['NotImplemented', 'InvalidArgument', 'InvalidRequest'].includes(s3NameOf(error) ?? ''))
      return undefined;
    throw error;
  }
}

interface ProbeBody {
  readonly way: Way;
  readonly uploadId: string | undefined;
  readonly body: Buffer<ArrayBuffer>;
}

/** Sends bytes the way a browser does, by a URL that is signed for the right ones. */
async function send(
  place: ProbedPlace,
  key: string,
  { way, uploadId, body }: ProbeBody,
): Promise<'taken' | 'refused'> {
  const headers = headersOf({ ...way, value: await digestOf(way.algorithm) });
  const url = await place.signer.sign({
    method: 'PUT',
    bucket: place.bucket,
    key,
    query: uploadId === undefined ? {} : { partNumber: '1', uploadId },
    headers: { ...headers, 'content-length': String(body.byteLength) },
    expiresAtMs: place.clock.now() + urlLifetimeMs,
  });
  const answer = await fetch(url, { method: 'PUT', headers, body, signal: AbortSignal.timeout(timeoutMs) });
  await answer.body?.cancel();
  if (answer.ok) return 'taken';
  // «Not implemented» is an answer; any other failure of the server says nothing about checksums.
  if (answer.status < 500 || answer.status === 501) return 'refused';
  throw new StorageError('unavailable', `The store answered ${answer.status} to a probe of its checksums`);
}

async function digestOf(algorithm: ChecksumAlgorithm): Promise<string> {
  if (algorithm === 'sha256') return createHash('sha256').update(bytes).digest('base64');
  const hasher = await createCrc32c();
  hasher.update(bytes);
  return hasher.digest();
}

/** Copies an object onto itself on the condition that it is another one. */
async function honoursCopyConditions({ client, bucket }: ProbedPlace, key: string): Promise<boolean> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
  try {
    await client.send(
      new CopyObjectCommand({
        Bucket: bucket,
        Key: key,
        CopySource: `${bucket}/${encodeKey(key)}`,
        CopySourceIfMatch: '"00000000000000000000000000000000"',
        MetadataDirective: 'REPLACE',
      }),
    );
    return false;
  } catch (error) {
    if (s3NameOf(error) === 'PreconditionFailed') return true;
    throw error;
  }
}
