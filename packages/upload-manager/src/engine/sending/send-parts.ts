import type { SignedPart, SignPartRequest, UploadInstruction } from '../../contract/index.ts';
import { partRange } from '../../contract/index.ts';
import type { PartBody } from '../../core/part-body.ts';
import type { Session, StoredParts, Wait } from '../../core/upload-state.ts';
import type { FileSource } from '../../ports/file-source.ts';
import type { EngineContext } from '../engine-context.ts';
import { keepAlive } from '../sessions/keep-alive.ts';
import { createPartSender } from './part-sender.ts';
import { createUrlWindow } from './url-window.ts';

export interface SendPartsOptions {
  readonly uploadId: string;
  readonly source: FileSource;
  readonly session: Session;
  readonly storedParts: StoredParts;
  /** The presigned PUT that came with a direct session, if any. */
  readonly instruction: UploadInstruction | null;
  /** The whole of a small file, if it was read already. */
  readonly content: PartBody | null;
  readonly sign: (parts: readonly SignPartRequest[], signal: AbortSignal) => Promise<readonly SignedPart[]>;
  readonly signal: AbortSignal;
  readonly onPartStored: (partNumber: number) => void;
  readonly onWait: (wait: Wait | null) => void;
}

/**
 * Sends every part that is not stored, several at once. There are as many lanes as connections the budget can give; each
 * takes the next part. The first error that cannot be repaired ends all of them.
 */
export async function sendParts(context: EngineContext, options: SendPartsOptions): Promise<void> {
  const { content, instruction, session, source, storedParts, uploadId } = options;
  const { budget, hash, meter, ports } = context;
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);

  const { checksumAlgorithm } = session;
  const stored = new Set(storedParts);
  const partNumbers = Array.from({ length: session.partCount }, (_, index) => index + 1).filter(
    (partNumber) => !stored.has(partNumber),
  );

  /** Cut once: a page waits for each cut until the process that reads the files has time, and that one sends them too. */
  const slices = new Map<number, Blob>();
  function sliceOf(partNumber: number): Blob {
    const known = slices.get(partNumber);
    if (known !== undefined) return known;
    const { start, end } = partRange(session.fileSize, session.chunkSize, partNumber);
    const slice = source.slice(start, end);
    slices.set(partNumber, slice);
    return slice;
  }

  const bytesOf = (partNumber: number): PartBody =>
    (session.partCount === 1 ? content : null) ?? sliceOf(partNumber);

  const sender = createPartSender(context, {
    uploadId,
    session,
    source,
    bytesOf,
    urls: createUrlWindow({
      partNumbers,
      parallelism: budget.width(),
      first: instruction,
      clock: ports.clock,
      digest:
        checksumAlgorithm === 'none'
          ? null
          : (partNumber) => hash(sliceOf(partNumber), checksumAlgorithm, signal),
      sign(parts) {
        // Before their connections are free, where nothing was hashed.
        for (const { part_number } of parts) bytesOf(part_number);
        return options.sign(parts, signal);
      },
    }),
    signal,
    onWait: options.onWait,
    // A part of another host may be the first to show that there is one: then there is room for more.
    onConnected: () => openLanes(),
  });

  const queue = partNumbers.values();
  async function runLane(): Promise<void> {
    for (const partNumber of queue) {
      await sender.store(partNumber);
      slices.delete(partNumber);
      meter.partEnded(uploadId, partNumber);
      options.onPartStored(partNumber);
    }
  }

  const lanes: Promise<void>[] = [];
  function openLanes(): void {
    while (lanes.length < Math.min(budget.width(), partNumbers.length)) {
      lanes.push(runLane().catch((error: unknown) => ended.abort(error)));
    }
  }

  const letGo = keepAlive(context, session.sessionId, signal);
  try {
    openLanes();
    // Lanes opened meanwhile are waited for as well.
    for (const lane of lanes) await lane;
    ended.signal.throwIfAborted();
  } finally {
    letGo();
    meter.uploadEnded(uploadId);
  }
}
