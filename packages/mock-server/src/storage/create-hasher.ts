import type { ChecksumAlgorithm } from '@holdfast/upload-manager/contract';
import { createSHA256 } from 'hash-wasm';
import { toBase64 } from '../domain/encoding.ts';
import { createCrc32c } from './crc32c.ts';
import type { PartHasher } from './part-hasher.ts';

/** A checksum over a stream of bytes, wherever this runs. */
export async function createHasher(algorithm: ChecksumAlgorithm): Promise<PartHasher> {
  if (algorithm === 'crc32c') return createCrc32c();
  const hasher = await createSHA256();
  hasher.init();
  return {
    update: (chunk) => void hasher.update(chunk),
    digest: () => toBase64(hasher.digest('binary')),
  };
}
