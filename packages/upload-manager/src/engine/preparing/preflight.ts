import type { WorkspaceQuota } from '../../contract/index.ts';
import { brokenRule, type UploadRules } from '../../core/upload-rules.ts';
import type { UploadSnapshot } from '../../core/upload-snapshot.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { FileInput } from '../../ports/file-source.ts';
import type { PagePorts } from '../../ports/ports.ts';
import type { Preflight, PreflightFile, UploadManager } from '../../upload-manager.ts';
import type { Dispatcher } from '../dispatch.ts';

export interface PreflightParts {
  readonly account: Pick<UploadManager, 'getQuota'>;
  readonly dispatcher: Pick<Dispatcher, 'list' | 'snapshot'>;
  readonly inputs: readonly FileInput[];
  readonly options: Parameters<UploadManager['preflight']>[1];
  readonly ports: Pick<PagePorts, 'clock' | 'fileSources'>;
  readonly rules: UploadRules;
  /** Aborts when the manager is destroyed. */
  readonly signal: AbortSignal;
}

/** Sizes are read in slices: the first read of each costs a quarter of a millisecond. */
const sliceMs = 8;

/** Says of files what would become of them, before a byte is sent and without adding them. */
export async function runPreflight(parts: PreflightParts): Promise<Preflight> {
  const { account, dispatcher, inputs, options = {}, ports, rules } = parts;
  const { clock, fileSources } = ports;
  const signal =
    options.signal === undefined ? parts.signal : AbortSignal.any([options.signal, parts.signal]);
  const quota = await account.getQuota(options);
  const uploads = dispatcher.list.getState().ids.flatMap((id) => dispatcher.snapshot(id) ?? []);
  const kept = uploads.filter(({ state }) => state.status !== 'failed' && state.status !== 'cancelled');
  const known = new Map<string, string | number>(kept.map((upload) => [identityOf(upload.file), upload.id]));
  const files: PreflightFile[] = [];
  let taken = kept.length;
  let totalBytes = 0;
  let sliceStartedAt = clock.now();

  for (const [index, input] of inputs.entries()) {
    if (clock.now() - sliceStartedAt > sliceMs) {
      await clock.sleep(0, signal);
      sliceStartedAt = clock.now();
    }
    signal.throwIfAborted();
    const source = fileSources.open(input);
    const { mimeType, name, relativePath } = source;
    const file = { name, mimeType, relativePath, ...source.stat() };
    const error = brokenRule(rules, file, taken + 1) ?? tooLarge(file.sizeBytes, quota);
    const identity = identityOf(file);
    files.push({ file, error, duplicateOf: known.get(identity) ?? null });
    if (!known.has(identity)) known.set(identity, index);
    if (error !== null) continue;
    taken += 1;
    totalBytes += file.sizeBytes;
  }
  return { files, totalBytes, quota, error: overQuota(totalBytes, quota) };
}

/** Name, folder, size and time: what a person would take for the same file. */
function identityOf({ lastModified, name, relativePath, sizeBytes }: UploadSnapshot['file']): string {
  return JSON.stringify([relativePath, name, sizeBytes, lastModified]);
}

function tooLarge(sizeBytes: number, { max_file_bytes }: WorkspaceQuota): UploadError | null {
  if (max_file_bytes === null || sizeBytes <= max_file_bytes) return null;
  return new UploadError('file_too_large', `${sizeBytes} bytes are more than the plan allows for a file`, {
    details: { max_file_bytes },
  });
}

function overQuota(totalBytes: number, quota: WorkspaceQuota): UploadError | null {
  const { available_bytes, limit_bytes, reserved_bytes, used_bytes } = quota;
  if (available_bytes === null || totalBytes <= available_bytes) return null;
  return new UploadError('quota_exceeded', `${totalBytes} bytes are more than the workspace has left`, {
    details: { limit_bytes, used_bytes, reserved_bytes, requested_bytes: totalBytes },
  });
}
