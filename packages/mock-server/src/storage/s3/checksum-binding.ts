import type { ChecksumAlgorithm } from '@holdfast/upload-manager/contract';
import { fromBase64 } from '../../domain/encoding.ts';
import type { PartAlgorithm } from '../object-storage.ts';

/**
 * What makes a store refuse other bytes than the URL was signed for: a checksum header that it computes again, or, where
 * it ignores those, the hash of the payload in the signature itself.
 */
export type ChecksumMechanism = 'checksum-header' | 'payload-hash';

export type UploadKind = 'direct' | 'parts';

/** What a store was seen to enforce, for each kind of upload. */
export type Enforcement = Readonly<
  Record<UploadKind, Readonly<Partial<Record<ChecksumAlgorithm, ChecksumMechanism>>>>
>;

const checksumHeaders = { sha256: 'x-amz-checksum-sha256', crc32c: 'x-amz-checksum-crc32c' } as const;

/** The names S3 has for the algorithms. */
export const s3Algorithms = { sha256: 'SHA256', crc32c: 'CRC32C' } as const;

/** The mechanisms an algorithm can be enforced by, the better first: only a checksum header is listed again with its part. */
export const mechanismsOf: Readonly<Record<ChecksumAlgorithm, readonly ChecksumMechanism[]>> = {
  sha256: ['checksum-header', 'payload-hash'],
  crc32c: ['checksum-header'],
};

export interface BoundChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly mechanism: ChecksumMechanism;
  /** Base64 of the raw digest. */
  readonly value: string;
}

/** The headers a client has to send, exactly like this, with the bytes. */
export function headersOf({ algorithm, mechanism, value }: BoundChecksum): Readonly<Record<string, string>> {
  if (mechanism === 'checksum-header') return { [checksumHeaders[algorithm]]: value };
  const digits = Array.from(fromBase64(value), (byte) => byte.toString(16).padStart(2, '0'));
  return { 'x-amz-content-sha256': digits.join('') };
}

/** The headers that bind a checksum; none where the store was not seen to enforce it. */
export function bindingHeaders(
  enforced: Enforcement[UploadKind],
  { algorithm, checksum }: { readonly algorithm: PartAlgorithm; readonly checksum: string | null },
): Readonly<Record<string, string>> {
  if (algorithm === 'none' || checksum === null) return {};
  const mechanism = enforced[algorithm];
  return mechanism === undefined ? {} : headersOf({ algorithm, mechanism, value: checksum });
}
