import type { Identifiers } from './ports.ts';

/** The bits of a UUID that are neither time, nor version, nor variant. */
const freeBits = 74n;
const lowBits = 62n;
const stepBytes = 4;

/**
 * Makes ids that sort as they were made: UUIDs of version 7 (RFC 9562, section 6.2, method 2). Within a millisecond each
 * is a random step above the one before, also when a clock stands still or steps back.
 */
export function createOrderedIds(): Identifiers['orderedUuid'] {
  let lastMs = -1;
  let free = 0n;

  return (nowMs) => {
    if (nowMs > lastMs) {
      lastMs = nowMs;
      // The highest bit is left for the steps: there is room for more of them than any millisecond has.
      free = randomBits(10) >> (80n - freeBits + 1n);
    } else {
      free += 1n + randomBits(stepBytes);
    }
    return format(lastMs, free);
  };
}

function randomBits(bytes: number): bigint {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return values.reduce((bits, value) => (bits << 8n) | BigInt(value), 0n);
}

function format(ms: number, free: bigint): string {
  const high = (BigInt(ms) << 16n) | 0x7000n | (free >> lowBits);
  const low = (0b10n << lowBits) | (free & ((1n << lowBits) - 1n));
  const hex = ((high << 64n) | low).toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
