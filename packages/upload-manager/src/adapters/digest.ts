import type { ChecksumAlgorithm } from '../contract/index.ts';
import { UploadError } from '../errors/upload-error.ts';

/** Base64 of the raw digest of bytes held whole: streaming them is slower (measured), and parts are bounded. */
export async function digestBytes(bytes: ArrayBuffer, algorithm: ChecksumAlgorithm): Promise<string> {
  if (algorithm === 'sha256') return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  const { crc32c } = await loadCrc32c();
  return toBase64(await crc32c(new Uint8Array(bytes)));
}

async function loadCrc32c(): Promise<typeof import('./crc32c.ts')> {
  try {
    return await import('./crc32c.ts');
  } catch (cause) {
    throw new UploadError('network', 'The code for CRC32C could not be loaded', { cause });
  }
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
