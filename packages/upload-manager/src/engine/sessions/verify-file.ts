import { partRange } from '../../contract/index.ts';
import type { Session, StoredParts } from '../../core/upload-state.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { FileSource } from '../../ports/file-source.ts';
import type { EngineContext } from '../engine-context.ts';
import { hasFingerprint } from './fingerprint.ts';

export interface VerifyFileOptions {
  readonly source: FileSource;
  readonly session: Session;
  readonly storedParts: StoredParts;
  /** Checksums the store reported, by part. */
  readonly storedChecksums: ReadonlyMap<number, string>;
  /** Of the file the session was opened with; `null` when the session came from another browser. */
  readonly fingerprint: string | null;
  readonly signal: AbortSignal;
}

/**
 * Throws `file_mismatch` unless the file is the one the session was opened with: size, samples, then every stored part
 * in full. Nothing is sent before, so another file's bytes never enter a session.
 */
export async function verifyFile(context: EngineContext, options: VerifyFileOptions): Promise<void> {
  const { fingerprint, session, signal, source } = options;
  const { sizeBytes } = source.stat();
  if (sizeBytes !== session.fileSize) throw mismatch(`has ${sizeBytes} bytes instead of ${session.fileSize}`);
  if (fingerprint !== null && (await hasFingerprint(context, { source, fingerprint, signal })) === false) {
    throw mismatch('has other content');
  }
  await verifyStoredParts(context, options);
}

async function verifyStoredParts(context: EngineContext, options: VerifyFileOptions): Promise<void> {
  const { session, source, storedChecksums, storedParts } = options;
  const { checksumAlgorithm } = session;
  if (checksumAlgorithm === 'none') return;

  const done = new AbortController();
  const signal = AbortSignal.any([options.signal, done.signal]);
  const verifyPart = async (partNumber: number): Promise<void> => {
    const expected = storedChecksums.get(partNumber);
    if (expected === undefined) return;
    const { start, end } = partRange(session.fileSize, session.chunkSize, partNumber);
    const digest = await context.hash(source.slice(start, end), checksumAlgorithm, signal);
    if (digest !== expected) throw mismatch(`differs in part ${partNumber}`);
  };
  try {
    await Promise.all(storedParts.map(verifyPart));
  } finally {
    // One part that differs is enough: the rest need not be read.
    done.abort();
  }
}

function mismatch(how: string): UploadError {
  return new UploadError('file_mismatch', `The file offered for resuming ${how}`);
}
