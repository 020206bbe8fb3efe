import type { PartProgress } from '../../core/progress.ts';
import { smoothRate } from '../../core/progress.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Dispatcher } from '../dispatch.ts';

/** Fast enough for the eye, slow enough to cost nothing. */
const tickMs = 100;

export interface ProgressMeter {
  partMoved(id: string, part: PartProgress): void;
  /** The part is stored, or will be sent again. */
  partEnded(id: string, partNumber: number): void;
  /** The upload's work ended: nothing of it is on its way any more. */
  uploadEnded(id: string): void;
}

interface Meter {
  readonly parts: Map<number, PartProgress>;
  isDirty: boolean;
  /** Bytes accepted by the network since the last tick. */
  newBytes: number;
  speed: Speed;
}

interface Speed {
  readonly rate: number | null;
  /** How long no byte has moved. */
  readonly idleMs: number;
}

const noSpeed: Speed = { rate: null, idleMs: 0 };

/** After this long without a byte the speed is not low but unknown: nothing may be concluded from it. */
const unknownAfterMs = 2000;

function nextSpeed({ rate, idleMs }: Speed, newBytes: number, elapsedMs: number): Speed {
  const idle = newBytes > 0 ? 0 : idleMs + elapsedMs;
  if (idle >= unknownAfterMs) return { rate: null, idleMs: idle };
  return { rate: smoothRate(rate, newBytes, elapsedMs), idleMs: idle };
}

/** Gathers byte progress and hands it to the stores ten times a second, touching only uploads that moved. */
export function createProgressMeter(
  dispatcher: Dispatcher,
  clock: Clock,
  signal: AbortSignal,
): ProgressMeter {
  const meters = new Map<string, Meter>();
  let isRunning = false;
  let totalSpeed = noSpeed;
  let lastTickAt = 0;

  function meterOf(id: string): Meter {
    const known = meters.get(id);
    if (known !== undefined) return known;
    const meter: Meter = { parts: new Map(), isDirty: false, newBytes: 0, speed: noSpeed };
    meters.set(id, meter);
    if (!isRunning) void run();
    return meter;
  }

  function tick(): void {
    const now = clock.now();
    const elapsedMs = now - lastTickAt;
    lastTickAt = now;
    let newBytes = 0;
    for (const [id, meter] of meters) {
      newBytes += meter.newBytes;
      meter.speed = nextSpeed(meter.speed, meter.newBytes, elapsedMs);
      meter.newBytes = 0;
      // A part that stands still is news too: its speed falls.
      if (!meter.isDirty && meter.parts.size === 0) continue;
      meter.isDirty = false;
      const inFlight = [...meter.parts.values()].sort((a, b) => a.partNumber - b.partNumber);
      dispatcher.setInFlight(id, inFlight, meter.speed.rate);
    }
    totalSpeed = nextSpeed(totalSpeed, newBytes, elapsedMs);
    dispatcher.setOwnRate(totalSpeed.rate);
  }

  async function run(): Promise<void> {
    isRunning = true;
    lastTickAt = clock.now();
    try {
      while (meters.size > 0) {
        await clock.sleep(tickMs, signal);
        tick();
      }
      totalSpeed = noSpeed;
      dispatcher.setOwnRate(null);
    } catch {
      // The manager was destroyed; its stores stay as they are.
    } finally {
      isRunning = false;
    }
  }

  return {
    partMoved(id, part) {
      const meter = meterOf(id);
      const before = meter.parts.get(part.partNumber)?.sentBytes ?? 0;
      meter.newBytes += Math.max(0, part.sentBytes - before);
      meter.parts.set(part.partNumber, part);
      meter.isDirty = true;
    },
    partEnded(id, partNumber) {
      const meter = meters.get(id);
      if (meter === undefined) return;
      meter.parts.delete(partNumber);
      meter.isDirty = true;
    },
    uploadEnded(id) {
      meters.delete(id);
    },
  };
}
