import { createCRC32, type IHasher } from 'hash-wasm';
import { toBase64 } from '../domain/encoding.ts';
import type { PartHasher } from './part-hasher.ts';

/** CRC-32C (Castagnoli), reflected. */
const polynomial = 0x82f63b78;

/** Each is WebAssembly memory of its own, and takes far longer to make than to reset. */
const idle: IHasher[] = [];

/** A CRC32C over a stream of bytes; 2.5 GB/s in WebAssembly, where Node itself has only CRC32. */
export async function createCrc32c(): Promise<PartHasher> {
  const hasher = idle.pop() ?? (await createCRC32(polynomial));
  hasher.init();
  return {
    update: (chunk) => {
      hasher.update(chunk);
    },
    digest: () => {
      const digest = toBase64(hasher.digest('binary'));
      idle.push(hasher);
      return digest;
    },
  };
}
