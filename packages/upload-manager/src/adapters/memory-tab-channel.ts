import type { TabChannel } from '../ports/tab-channel.ts';

/** A channel among the managers of one page: the twin for tests, and all there is where BroadcastChannel is missing. */
export function createMemoryTabChannel(): TabChannel {
  const seats = new Set<(message: unknown) => void>();
  return {
    join(onMessage) {
      const seat = (message: unknown) => {
        if (seats.has(seat)) onMessage(message);
      };
      seats.add(seat);
      return {
        post(message) {
          if (!seats.has(seat)) return;
          for (const other of seats) {
            if (other === seat) continue;
            const copy = cloneMessage(message);
            queueMicrotask(() => other(copy));
          }
        },
        leave() {
          seats.delete(seat);
        },
      };
    },
  };
}

/** A structured clone that hands Blobs over as they are: they never change, and a test's have no bytes to copy. */
function cloneMessage(value: unknown): unknown {
  if (value instanceof Blob) return value;
  if (Array.isArray(value)) return value.map(cloneMessage);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    return structuredClone(value);
  }
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, cloneMessage(field)]));
}
