import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FaultPlan } from './fault-plan.ts';
import type { Traffic } from './traffic.ts';

/** The bytes of one request: only what proves them is kept, and the beginning, by which a type is told. */
export interface Piece {
  readonly sizeBytes: number;
  /** Base64 of the raw digest. */
  readonly sha256: string;
  readonly head: Buffer<ArrayBuffer>;
}

export interface TakenBody {
  /** `cut`: the connection ended early. `refused`: all came, and a failure was on order. */
  readonly outcome: 'whole' | 'cut' | 'refused';
  /** Whether the failure was on order. */
  readonly isFault: boolean;
  readonly piece: Piece;
}

/** As much as the type of a file is told by. */
const headBytes = 64 * 1024;

/** Takes one body in, counts and hashes it, and lets it fail when that is on order. Every contender's bytes come through here. */
export function takeBody(
  request: IncomingMessage,
  { traffic, nextFault }: { readonly traffic: Traffic; readonly nextFault: FaultPlan },
): Promise<TakenBody> {
  const fault = nextFault();
  const announcedBytes = Number(request.headers['content-length'] ?? 0);
  const dropAfterBytes = fault?.kind === 'drop' ? fault.atShare * announcedBytes : Number.POSITIVE_INFINITY;
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let sizeBytes = 0;
  let isDropped = false;
  traffic.bodyBegan();

  return new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => {
      if (sizeBytes < headBytes) head.push(chunk.subarray(0, headBytes - sizeBytes));
      sizeBytes += chunk.byteLength;
      traffic.bodyBytes(chunk.byteLength);
      hash.update(chunk);
      if (sizeBytes < dropAfterBytes) return;
      isDropped = true;
      request.destroy();
    });
    // An ended connection shows as an error as well; what is known of it is in `complete`.
    request.on('error', () => undefined);
    request.on('close', () => {
      traffic.bodyEnded();
      if (!isDropped && !request.complete) traffic.bodyCut(announcedBytes);
      const piece = { sizeBytes, sha256: hash.digest('base64'), head: Buffer.concat(head) };
      if (isDropped || !request.complete) resolve({ outcome: 'cut', isFault: isDropped, piece });
      else if (fault?.kind === 'refuse') resolve({ outcome: 'refused', isFault: true, piece });
      else resolve({ outcome: 'whole', isFault: false, piece });
    });
  });
}
