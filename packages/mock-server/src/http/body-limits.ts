import { limits } from '@holdfast/upload-manager/contract';

const kibibyte = 1024;

/** JSON bodies are small; what a client may legitimately send decides each limit, in bytes. */
export const bodyLimits = {
  default: 64 * kibibyte,
  /** Each file may carry 8 KiB of metadata, a name and a hundred category ids. */
  initiateBatch: limits.maxBatchItems * 48 * kibibyte,
  /** A thousand URLs of the greatest length. */
  deleteByUrls: 1000 * 2100,
  /** Attributes as a client may write them: with spaces, and characters escaped. */
  entity: 4 * limits.maxAttributesBytes,
  /** Each part takes a number, an ETag and a checksum. */
  complete: limits.maxParts * 400,
  completeBatch: limits.maxParts * 400,
} as const;
