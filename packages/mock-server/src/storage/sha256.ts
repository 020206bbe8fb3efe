import { createSHA256 } from 'hash-wasm';
import { toBase64 } from '../domain/encoding.ts';
import type { PartHasher } from './part-hasher.ts';

/** A SHA-256 over a stream of bytes, wherever this runs: Web Crypto only knows whole buffers. */
export async function createSha256(): Promise<PartHasher> {
  const hasher = await createSHA256();
  hasher.init();
  return {
    update: (chunk) => {
      hasher.update(chunk);
    },
    digest: () => toBase64(hasher.digest('binary')),
  };
}
