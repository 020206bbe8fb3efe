import { limits, mebibyte } from './limits.ts';

export interface UploadPlan {
  readonly uploadType: 'direct' | 'multipart';
  /** Size of every part but the last, in bytes. */
  readonly chunkSize: number;
  readonly partCount: number;
}

/** Where a part lies in its file, in bytes; `end` is exclusive. */
export interface PartRange {
  readonly start: number;
  readonly end: number;
}

export interface UploadPlanOptions {
  /** @default limits.targetPartBytes */
  readonly targetPartBytes?: number;
  /** @default limits.multipartThresholdBytes */
  readonly multipartThresholdBytes?: number;
}

/** A wave is what a browser sends at once over HTTP/1.1: six connections to one host. */
const connectionsPerHost = 6;
const maxBalancedParts = Math.floor(limits.maxParts / connectionsPerHost) * connectionsPerHost;

/**
 * The plan rule: one PUT below the threshold (and for empty files), else equal parts in a number that fills whole
 * waves of six connections, so that no short last wave is left. All parts but the last are equal because R2 needs it.
 */
export function planUpload(fileSize: number, options: UploadPlanOptions = {}): UploadPlan {
  const threshold = options.multipartThresholdBytes ?? limits.multipartThresholdBytes;
  if (fileSize < threshold) return { uploadType: 'direct', chunkSize: fileSize, partCount: 1 };

  const target = options.targetPartBytes ?? limits.targetPartBytes;
  const waves = Math.ceil(Math.ceil(fileSize / target) / connectionsPerHost);
  const balancedParts = Math.min(maxBalancedParts, waves * connectionsPerHost);
  const wholeMebibytes = Math.ceil(fileSize / balancedParts / mebibyte) * mebibyte;
  const chunkSize = Math.max(limits.minPartBytes, wholeMebibytes);
  return { uploadType: 'multipart', chunkSize, partCount: Math.ceil(fileSize / chunkSize) };
}

/** The bytes of a part. Part numbers start at 1. */
export function partRange(fileSize: number, chunkSize: number, partNumber: number): PartRange {
  const start = (partNumber - 1) * chunkSize;
  return { start, end: Math.min(fileSize, start + chunkSize) };
}
