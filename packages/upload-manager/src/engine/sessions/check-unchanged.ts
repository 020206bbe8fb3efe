import { UploadError } from '../../errors/upload-error.ts';
import type { FileSource } from '../../ports/file-source.ts';
import type { EngineContext } from '../engine-context.ts';
import { hasFingerprint } from './fingerprint.ts';

export interface CheckUnchangedOptions {
  readonly source: FileSource;
  /** Taken when the session was opened. */
  readonly fingerprint: string | null;
  readonly signal: AbortSignal;
}

/**
 * Throws `file_changed` when the file is no longer the one whose first part was sent. Some browsers read on in a file
 * that was written to meanwhile: parts of two versions must never become one file.
 */
export async function checkUnchanged(context: EngineContext, options: CheckUnchangedOptions): Promise<void> {
  const { fingerprint, signal, source } = options;
  try {
    await source.checkReadable();
    if (fingerprint === null) return;
    if ((await hasFingerprint(context, { source, fingerprint, signal })) !== false) return;
  } catch (error) {
    // Deleted after its last byte was read: all bytes are stored, and nothing says that they changed.
    if (error instanceof UploadError && error.code === 'file_unreadable') return;
    throw error;
  }
  throw new UploadError('file_changed', `${source.name} was written to while it was uploaded`);
}
