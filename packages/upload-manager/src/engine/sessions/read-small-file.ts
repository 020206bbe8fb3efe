import { sizeOfBody } from '../../core/part-body.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { FileSource } from '../../ports/file-source.ts';
import type { HashedBytes } from '../../ports/hasher.ts';
import type { EngineContext } from '../engine-context.ts';
import { sampledWholeBytes, toFingerprint } from './fingerprint.ts';

export interface SmallFile extends HashedBytes {
  readonly fingerprint: string;
}

/**
 * Reads a small file once, for its fingerprint, its checksum and the request that sends it: each piece cut off a file
 * is a call into another process of the browser, and most of what a small file costs. `null` when the file is not small,
 * or the page cannot hash.
 */
export async function readSmallFile(
  context: EngineContext,
  source: FileSource,
  signal: AbortSignal,
): Promise<SmallFile | null> {
  const { sizeBytes } = source.stat();
  const [algorithm] = context.ports.hasher.algorithms;
  if (sizeBytes > sampledWholeBytes || algorithm === undefined) return null;
  const { body, digest } = await context.read(source.file, algorithm, signal);
  const readBytes = sizeOfBody(body);
  if (readBytes !== sizeBytes) {
    throw new UploadError('file_changed', `${source.name} has ${readBytes} bytes, no longer ${sizeBytes}`);
  }
  return { body, digest, fingerprint: toFingerprint(algorithm, [digest]) };
}
