import type { ChecksumAlgorithm } from '../contract/index.ts';

export interface Hasher {
  /** What this page can compute, best first. SHA-256 is missing where WebCrypto is (plain-http pages). */
  readonly algorithms: readonly ChecksumAlgorithm[];
  /** Base64 of the raw digest. Throws `file_unreadable` when the bytes cannot be read. */
  digest(blob: Blob, algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<string>;
  /** Ends what the hasher keeps running. */
  close(): void;
}
