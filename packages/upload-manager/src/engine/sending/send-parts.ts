import type { UploadInstruction } from '../../contract/index.ts';
import { partRange } from '../../contract/index.ts';
import type { Session, StoredParts, Wait } from '../../core/upload-state.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { FileSource } from '../../ports/file-source.ts';
import { retry } from '../calls/retryer.ts';
import type { EngineContext } from '../engine-context.ts';
import { toStorageError } from './storage-error.ts';
import { createUrlWindow } from './url-window.ts';

export interface SendPartsOptions {
  readonly uploadId: string;
  readonly source: FileSource;
  readonly session: Session;
  readonly storedParts: StoredParts;
  /** The presigned PUT that came with a direct session, if any. */
  readonly instruction: UploadInstruction | null;
  readonly signal: AbortSignal;
  readonly onPartStored: (partNumber: number) => void;
  readonly onWait: (wait: Wait | null) => void;
}

/** A URL refused this often in a row is not merely out of date. */
const mostRenewals = 3;

/**
 * Sends every part that is not stored, several at once. Each lane takes the next part, its URL and a connection;
 * the first error that cannot be repaired ends all lanes.
 */
export async function sendParts(context: EngineContext, options: SendPartsOptions): Promise<void> {
  const { session, source, storedParts, uploadId } = options;
  const { api, budget, hash, meter, parallelism, ports } = context;
  const lanesEnded = new AbortController();
  const signal = AbortSignal.any([options.signal, lanesEnded.signal]);

  const { checksumAlgorithm } = session;
  const stored = new Set(storedParts);
  const partNumbers = Array.from({ length: session.partCount }, (_, index) => index + 1).filter(
    (partNumber) => !stored.has(partNumber),
  );
  let storedCount = 0;

  const sliceOf = (partNumber: number): Blob => {
    const { start, end } = partRange(session.fileSize, session.chunkSize, partNumber);
    return source.slice(start, end);
  };

  const urls = createUrlWindow({
    partNumbers,
    parallelism,
    clock: ports.clock,
    digest:
      checksumAlgorithm === 'none'
        ? null
        : (partNumber) => hash(sliceOf(partNumber), checksumAlgorithm, signal),
    sign: async (parts) => (await api.signParts(session.sessionId, parts, signal)).parts,
  });

  async function sendPart(partNumber: number, instruction: UploadInstruction): Promise<void> {
    const body = sliceOf(partNumber);
    try {
      const response = await ports.transport.send(
        { method: instruction.method, url: instruction.url, headers: instruction.headers, body },
        {
          signal,
          onProgress: (sentBytes) =>
            meter.partMoved(uploadId, { partNumber, sentBytes, sizeBytes: body.size }),
        },
      );
      if (response.status >= 300) throw toStorageError(response, ports.clock.now());
    } catch (error) {
      meter.partEnded(uploadId, partNumber);
      // A file that changed on disk looks like a broken connection, or like bytes damaged on the way.
      if (mayBeChangedFile(error)) await source.checkReadable();
      throw error;
    }
  }

  function storePart(partNumber: number, first: UploadInstruction | null): Promise<void> {
    let instruction = first;
    let refusals = 0;
    const attempt = async (): Promise<void> => {
      const signed = instruction ?? (await urls.take(partNumber));
      try {
        await budget(() => {
          signal.throwIfAborted();
          return sendPart(partNumber, signed);
        });
      } catch (error) {
        if (!(error instanceof UploadError)) throw error;
        // A store whose refusal carries no CORS header shows as a network error: a new URL is part of every repair.
        instruction = null;
        urls.renew(partNumber);
        if (error.code !== 'url_invalid' || refusals >= mostRenewals) throw error;
        refusals += 1;
        await attempt();
      }
    };
    return retry(attempt, ports, {
      signal,
      onWait: options.onWait,
      progressMark: () => storedCount,
    });
  }

  const queue = partNumbers.values();
  async function lane(first: UploadInstruction | null): Promise<void> {
    for (const partNumber of queue) {
      await storePart(partNumber, first);
      storedCount += 1;
      meter.partEnded(uploadId, partNumber);
      options.onPartStored(partNumber);
    }
  }

  const laneCount = Math.min(parallelism, partNumbers.length);
  try {
    await Promise.all(
      Array.from({ length: laneCount }, () =>
        lane(session.uploadType === 'direct' ? options.instruction : null),
      ),
    );
  } finally {
    lanesEnded.abort();
    meter.uploadEnded(uploadId);
  }
}

function mayBeChangedFile(error: unknown): boolean {
  return error instanceof UploadError && (error.code === 'network' || error.code === 'checksum_mismatch');
}
