import type { UploadInstruction } from '../../contract/index.ts';
import { type PartBody, sizeOfBody } from '../../core/part-body.ts';
import { UploadError, type UploadErrorCode } from '../../errors/upload-error.ts';
import type { Connection, ConnectionOutcome } from '../connections/connection-budget.ts';
import { createStallWatch } from '../connections/stall-watch.ts';
import type { EngineContext } from '../engine-context.ts';
import { toStorageError } from './storage-error.ts';

export interface PartAttempt {
  readonly uploadId: string;
  readonly partNumber: number;
  readonly body: PartBody;
  readonly instruction: UploadInstruction;
  /** Times this part stood still before. */
  readonly stalls: number;
  readonly signal: AbortSignal;
}

/** After these the host gets fewer connections. */
const refusalCodes: ReadonlySet<UploadErrorCode> = new Set([
  'rate_limited',
  'request_timeout',
  'storage_unavailable',
  'stalled',
  'timeout',
]);

/** One request for one part over a connection that it gives back. Whatever is not a success is an UploadError. */
export async function sendPart(
  context: EngineContext,
  connection: Connection,
  attempt: PartAttempt,
): Promise<void> {
  let outcome: ConnectionOutcome = 'failed';
  try {
    await putPart(context, connection, attempt);
    outcome = 'stored';
  } catch (error) {
    if (error instanceof UploadError && refusalCodes.has(error.code)) outcome = 'refused';
    throw error;
  } finally {
    connection.release(outcome);
  }
}

async function putPart(context: EngineContext, connection: Connection, attempt: PartAttempt): Promise<void> {
  const { deadlines, meter, ports } = context;
  const { body, instruction, partNumber, signal, stalls, uploadId } = attempt;
  const sizeBytes = sizeOfBody(body);
  const watch = createStallWatch({ clock: ports.clock, deadlines, sizeBytes, stalls });
  let sentBefore = 0;
  try {
    const response = await ports.transport.send(
      { method: instruction.method, url: instruction.url, headers: instruction.headers, body },
      {
        signal: AbortSignal.any([signal, watch.signal]),
        onProgress(sentBytes) {
          watch.moved(sentBytes);
          connection.moved(Math.max(0, sentBytes - sentBefore));
          sentBefore = sentBytes;
          meter.partMoved(uploadId, { partNumber, sentBytes, sizeBytes });
        },
      },
    );
    connection.spoke(response.protocol ?? '');
    if (response.status >= 300) throw toStorageError(response, ports.clock.now());
  } catch (error) {
    meter.partEnded(uploadId, partNumber);
    if (!watch.signal.aborted || signal.aborted) throw error;
    throw new UploadError('stalled', `Part ${partNumber} stood still after ${sentBefore} bytes`);
  } finally {
    watch.end();
  }
}
