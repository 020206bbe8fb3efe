import type { ChecksumAlgorithm } from '../../contract/index.ts';
import type { FileSource } from '../../ports/file-source.ts';
import type { EngineContext } from '../engine-context.ts';

const sampleBytes = 16 * 1024;
/** A file this small is its own sample. */
export const sampledWholeBytes = 3 * sampleBytes;

/**
 * Digests of the file's first, middle and last 16 KiB, with the algorithm in front because a page without WebCrypto has
 * another one. Cheap for any size, it recognises the same file after a reload; stored parts are compared in full all the
 * same. `null` when the page cannot hash.
 */
export async function fingerprintOf(
  context: EngineContext,
  source: FileSource,
  signal: AbortSignal,
): Promise<string | null> {
  const [algorithm] = context.ports.hasher.algorithms;
  return algorithm === undefined ? null : takeFingerprint(context, { algorithm, source, signal });
}

/** Whether the source has this fingerprint; `null` when this page cannot tell. */
export async function hasFingerprint(
  context: EngineContext,
  options: { readonly source: FileSource; readonly fingerprint: string; readonly signal: AbortSignal },
): Promise<boolean | null> {
  const { fingerprint, signal, source } = options;
  const algorithm = context.ports.hasher.algorithms.find((name) => fingerprint.startsWith(`${name}:`));
  if (algorithm === undefined) return null;
  return fingerprint === (await takeFingerprint(context, { algorithm, source, signal }));
}

async function takeFingerprint(
  context: EngineContext,
  options: {
    readonly algorithm: ChecksumAlgorithm;
    readonly source: FileSource;
    readonly signal: AbortSignal;
  },
): Promise<string> {
  const { algorithm, signal, source } = options;
  const digests = samplesOf(source).map((sample) => context.hash(sample, algorithm, signal));
  return toFingerprint(algorithm, await Promise.all(digests));
}

export function toFingerprint(algorithm: ChecksumAlgorithm, sampleDigests: readonly string[]): string {
  return `${algorithm}:${sampleDigests.join(' ')}`;
}

function samplesOf(source: FileSource): readonly Blob[] {
  const { sizeBytes } = source.stat();
  if (sizeBytes <= sampledWholeBytes) return [source.slice(0, sizeBytes)];
  const middle = Math.floor((sizeBytes - sampleBytes) / 2);
  return [
    source.slice(0, sampleBytes),
    source.slice(middle, middle + sampleBytes),
    source.slice(sizeBytes - sampleBytes, sizeBytes),
  ];
}
