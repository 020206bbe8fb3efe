import type { FileSource } from '../../ports/file-source.ts';
import type { EngineContext } from '../engine-context.ts';

const sampleBytes = 16 * 1024;

/**
 * A digest of the file's first, middle and last 16 KiB, with the algorithm in front because a page without WebCrypto
 * has another one. Cheap for any size, it recognises the same file after a reload; stored parts are compared in full
 * all the same. `null` when the page cannot hash.
 */
export async function fingerprintOf(
  context: EngineContext,
  source: FileSource,
  signal: AbortSignal,
): Promise<string | null> {
  const [algorithm] = context.ports.hasher.algorithms;
  if (algorithm === undefined) return null;
  return `${algorithm}:${await context.hash(sampleBlob(source), algorithm, signal)}`;
}

/** Whether the source has this fingerprint; `null` when this page cannot tell. */
export async function hasFingerprint(
  context: EngineContext,
  options: { readonly source: FileSource; readonly fingerprint: string; readonly signal: AbortSignal },
): Promise<boolean | null> {
  const { fingerprint, signal, source } = options;
  const algorithm = context.ports.hasher.algorithms.find((name) => fingerprint.startsWith(`${name}:`));
  if (algorithm === undefined) return null;
  return fingerprint === `${algorithm}:${await context.hash(sampleBlob(source), algorithm, signal)}`;
}

function sampleBlob(source: FileSource): Blob {
  const { sizeBytes } = source.stat();
  if (sizeBytes <= 3 * sampleBytes) return source.slice(0, sizeBytes);
  const middle = Math.floor((sizeBytes - sampleBytes) / 2);
  return new Blob([
    source.slice(0, sampleBytes),
    source.slice(middle, middle + sampleBytes),
    source.slice(sizeBytes - sampleBytes, sizeBytes),
  ]);
}
