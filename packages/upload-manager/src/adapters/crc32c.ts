import { createCRC32 } from 'hash-wasm';

/** The Castagnoli polynomial, reflected (RFC 3720, appendix B.4). */
const castagnoli = 0x82f63b78;

/**
 * The CRC32C of bytes, as four bytes. Loaded when a store asks for it, and a file of its own: where all of a worker becomes
 * one script, as Vite makes it, an `import()` of the package itself would put each of its hashes there, 200 kB of them.
 */
export async function crc32c(bytes: Uint8Array): Promise<Uint8Array> {
  return (await createCRC32(castagnoli)).update(bytes).digest('binary');
}
