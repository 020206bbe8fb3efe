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
  /** Parts are a multiple of this: the finer, the less the last wave differs from the others. @default mebibyte */
  readonly partStepBytes?: number;
  /** What a wave fills: six for each equivalent host name of the store. @default connectionsPerHost */
  readonly connections?: number;
  /** @default limits.multipartThresholdBytes */
  readonly multipartThresholdBytes?: number;
}

/** What a browser opens to one host over HTTP/1.1. */
export const connectionsPerHost = 6;

/**
 * The plan rule: one PUT below the threshold (and for empty files), else equal parts in a number that fills whole
 * waves of all connections, so that no short last wave is left. All parts but the last are equal because R2 needs it.
 */
export function planUpload(fileSize: number, options: UploadPlanOptions = {}): UploadPlan {
  const threshold = options.multipartThresholdBytes ?? limits.multipartThresholdBytes;
  if (fileSize < threshold) return { uploadType: 'direct', chunkSize: fileSize, partCount: 1 };

  const {
    connections = connectionsPerHost,
    partStepBytes = mebibyte,
    targetPartBytes = limits.targetPartBytes,
  } = options;
  const mostWaves = Math.floor(limits.maxParts / connections);
  const waves = Math.min(mostWaves, Math.ceil(Math.ceil(fileSize / targetPartBytes) / connections));
  const wholeSteps = Math.ceil(fileSize / (waves * connections) / partStepBytes) * partStepBytes;
  const chunkSize = Math.max(limits.minPartBytes, wholeSteps);
  return { uploadType: 'multipart', chunkSize, partCount: Math.ceil(fileSize / chunkSize) };
}

/** The bytes of a part. Part numbers start at 1. */
export function partRange(fileSize: number, chunkSize: number, partNumber: number): PartRange {
  const start = (partNumber - 1) * chunkSize;
  return { start, end: Math.min(fileSize, start + chunkSize) };
}
