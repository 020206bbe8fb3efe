import type { ChecksumAlgorithm } from '../contract/index.ts';
import type { PartBody } from '../core/part-body.ts';

export interface Hasher {
  /** What this page can compute, best first. SHA-256 is missing where WebCrypto is (plain-http pages). */
  readonly algorithms: readonly ChecksumAlgorithm[];
  /** Base64 of the raw digest. Throws `file_unreadable` when the bytes cannot be read. */
  digest(blob: Blob, algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<string>;
  /** The same for a small blob, with its bytes: what was read once need not be read again to be sent. */
  read(blob: Blob, algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<HashedBytes>;
  /** Ends what the hasher keeps running. */
  close(): void;
}

export interface HashedBytes {
  readonly digest: string;
  readonly body: PartBody;
}
