import type { Checksum, ChecksumAlgorithm } from '@holdfast/upload-manager/contract';
import { createCrc32c } from '../../storage/crc32c.ts';
import { fromBase64, toBase64 } from '../encoding.ts';

/** The digest of the parts' digests, one after the other: what proves a file equal without reading it again. */
export async function compositeChecksum(
  algorithm: ChecksumAlgorithm,
  partChecksums: readonly string[],
): Promise<Checksum['value']> {
  const digests = partChecksums.map(fromBase64);
  const joined = new Uint8Array(digests.reduce((total, digest) => total + digest.length, 0));
  let offset = 0;
  for (const digest of digests) {
    joined.set(digest, offset);
    offset += digest.length;
  }
  if (algorithm === 'sha256') return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', joined)));
  const hasher = await createCrc32c();
  hasher.update(joined);
  return hasher.digest();
}
