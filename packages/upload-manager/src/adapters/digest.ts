import type { ChecksumAlgorithm } from '../contract/index.ts';
import { UploadError } from '../errors/upload-error.ts';

/** The Castagnoli polynomial, reflected (RFC 3720, appendix B.4). */
const castagnoli = 0x82f63b78;

/** Base64 of the raw digest of bytes held whole: streaming them is slower (measured), and parts are bounded. */
export async function digestBytes(bytes: ArrayBuffer, algorithm: ChecksumAlgorithm): Promise<string> {
  if (algorithm === 'sha256') return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  const { createCRC32 } = await loadCrc32();
  return toBase64((await createCRC32(castagnoli)).update(new Uint8Array(bytes)).digest('binary'));
}

/** Loaded only where it is needed: pages without WebCrypto, and stores that ask for CRC32C. */
async function loadCrc32(): Promise<typeof import('hash-wasm')> {
  try {
    return await import('hash-wasm');
  } catch (cause) {
    throw new UploadError('network', 'The code for CRC32C could not be loaded', { cause });
  }
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
