import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

export interface Line {
  readonly roundTripMs: number;
  /** Upwards, of each connection; downwards nothing but the delay matters here. */
  readonly megabitsPerConnection: number | null;
  /** Upwards, of all connections together. */
  readonly megabitsInAll: number | null;
}

/** Small enough that connections take turns on the line every few milliseconds. */
const chunkBytes = 16 * 1024;

/** A late timer may be made up for by this much, so that the line loses no throughput to it. */
const slackMs = 20;

/** Says when bytes that are there now have left, at so many bytes a millisecond. */
type Pacer = (nowMs: number, sizeBytes: number) => number;

function createPacer(megabits: number | null): Pacer {
  if (megabits === null) return (nowMs) => nowMs;
  const bytesPerMs = (megabits * 1_000_000) / 8 / 1000;
  let freeAtMs = 0;
  return (nowMs, sizeBytes) => {
    freeAtMs = Math.max(freeAtMs, nowMs - slackMs) + sizeBytes / bytesPerMs;
    return freeAtMs;
  };
}

/**
 * Puts connections behind a line with a round trip and a bandwidth. The opening handshake costs a round trip, every
 * direction half of one. The kernel's own buffers take some megabytes at once, so a sender sees progress early; the
 * answer comes when the last byte has come through.
 */
export function createShapedLine({ megabitsInAll, megabitsPerConnection, roundTripMs }: Line) {
  const paceAll = createPacer(megabitsInAll);

  return function shape(socket: Socket): Duplex {
    const paceConnection = createPacer(megabitsPerConnection);
    const inbound = createDelay(roundTripMs / 2);
    const outbound = createDelay(roundTripMs / 2);
    let isOpen = false;
    let isPumping = false;
    /** `told` once the reader knows that nothing more comes. */
    let end: 'open' | 'seen' | 'told' = 'open';

    const duplex = new Duplex({
      allowHalfOpen: false,
      read: () => void pump(),
      write(chunk: Buffer, _encoding, done) {
        outbound(() => socket.write(chunk));
        done();
      },
      final(done) {
        outbound(() => socket.end());
        done();
      },
      destroy(error, done) {
        // A connection that breaks does so at once on both sides.
        socket.destroy();
        done(error);
      },
    });

    async function pump(): Promise<void> {
      if (isPumping || !isOpen) return;
      isPumping = true;
      for (let chunk = takeChunk(socket); chunk !== null; chunk = takeChunk(socket)) {
        const nowMs = performance.now();
        const bytes = chunk;
        await sleepUntil(Math.max(paceConnection(nowMs, bytes.byteLength), paceAll(nowMs, bytes.byteLength)));
        inbound(() => duplex.push(bytes));
      }
      isPumping = false;
      if (end !== 'seen') return;
      end = 'told';
      inbound(() => duplex.push(null));
    }

    socket.on('end', () => {
      end = 'seen';
      void pump();
    });
    socket.on('error', () => duplex.destroy());
    socket.on('close', () => duplex.destroy());
    // The sender's first byte leaves when the opening handshake has gone there and back.
    setTimeout(() => {
      isOpen = true;
      socket.on('readable', () => void pump());
      void pump();
    }, roundTripMs);
    return duplex;
  };
}

function takeChunk(socket: Socket): Buffer | null {
  if (socket.readableLength === 0) return socket.read();
  return socket.read(Math.min(chunkBytes, socket.readableLength));
}

/** Runs actions later, in their order: timers of equal length fire in the order they were set. */
function createDelay(delayMs: number): (action: () => void) => void {
  if (delayMs === 0) return (action) => action();
  return (action) => void setTimeout(action, delayMs);
}

async function sleepUntil(atMs: number): Promise<void> {
  const delayMs = atMs - performance.now();
  if (delayMs > 1) await new Promise((resolve) => setTimeout(resolve, delayMs));
}
