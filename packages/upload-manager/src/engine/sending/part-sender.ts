import { type PartBody, sizeOfBody } from '../../core/part-body.ts';
import type { Session, Wait } from '../../core/upload-state.ts';
import { toUploadError } from '../../errors/to-upload-error.ts';
import { UploadError, type UploadErrorCode } from '../../errors/upload-error.ts';
import type { FileSource } from '../../ports/file-source.ts';
import type { EngineContext } from '../engine-context.ts';
import { inspectStoredPart } from '../sessions/inspect-session.ts';
import { sendPart } from './send-part.ts';
import type { UrlWindow } from './url-window.ts';

export interface PartSenderOptions {
  readonly uploadId: string;
  readonly session: Session;
  readonly source: FileSource;
  readonly bytesOf: (partNumber: number) => PartBody;
  readonly urls: UrlWindow;
  readonly signal: AbortSignal;
  readonly onWait: (wait: Wait | null) => void;
  /** A connection was given. */
  readonly onConnected: () => void;
}

export interface PartSender {
  /** Resolves when the store has the part; rejects when nothing more can be done. */
  store(partNumber: number): Promise<void>;
}

/** A URL refused this often in a row is not merely out of date. */
const mostRenewals = 3;

/** After so many silent failures in a row the server is asked: the part may be stored, or the session over. */
const failuresBeforeAsking = 2;

/** No answer came: what became of the bytes is not known. */
const silentCodes: ReadonlySet<UploadErrorCode> = new Set(['network', 'timeout', 'stalled']);

/** Stores parts, one call each, and repairs what can be repaired: old URLs, broken lines, lost answers. */
export function createPartSender(context: EngineContext, options: PartSenderOptions): PartSender {
  const { budget } = context;
  const { bytesOf, session, signal, source, uploadId, urls } = options;
  let storedCount = 0;

  async function attempt(partNumber: number, stalls: number): Promise<void> {
    for (;;) {
      const instruction = await urls.take(partNumber);
      const { host } = new URL(instruction.url);
      const isSmall = session.uploadType === 'direct';
      const taking = budget.take({ host, uploadId, isSmall }, signal);
      options.onConnected();
      const connection = await taking;
      // It may have waited long for the connection.
      if (urls.isFresh(partNumber)) {
        const body = bytesOf(partNumber);
        return sendPart(context, connection, { uploadId, partNumber, body, instruction, stalls, signal });
      }
      connection.release('failed');
    }
  }

  async function isStored(partNumber: number): Promise<boolean> {
    const sizeBytes = sizeOfBody(bytesOf(partNumber));
    return inspectStoredPart(context, { session, partNumber, sizeBytes, signal });
  }

  function store(partNumber: number): Promise<void> {
    let refusals = 0;
    let silences = 0;
    let stalls = 0;
    let hasServerAnswered = false;

    const once = async (): Promise<void> => {
      if (silences >= failuresBeforeAsking) {
        if (await isStored(partNumber)) return;
        hasServerAnswered = true;
      }
      for (;;) {
        try {
          return await attempt(partNumber, stalls);
        } catch (caught) {
          if (signal.aborted) throw caught;
          const error = toUploadError(caught);
          // A store whose refusal carries no CORS header shows as a network error: a new URL is part of every repair.
          urls.renew(partNumber);
          // A file that changed on disk looks like a broken connection, or like bytes damaged on the way.
          if (error.code === 'network' || error.code === 'checksum_mismatch') await source.checkReadable();
          if (silentCodes.has(error.code)) silences += 1;
          if (error.code === 'stalled') stalls += 1;
          if (error.code !== 'url_invalid' || refusals >= mostRenewals) throw error;
          refusals += 1;
        }
      }
    };

    return context
      .retry(once, {
        signal,
        onWait: options.onWait,
        progressMark: () => storedCount,
      })
      .catch((error: unknown) => {
        const isRefusal = error instanceof UploadError && error.code === 'network' && hasServerAnswered;
        if (!isRefusal || storedCount > 0) throw error;
        // The backend answers and storage never did: as far as a browser can tell, storage does not allow this page.
        throw new UploadError('cors_blocked', 'Storage never answered, although the backend does', {
          cause: error,
        });
      });
  }

  return {
    async store(partNumber) {
      await store(partNumber);
      storedCount += 1;
    },
  };
}
