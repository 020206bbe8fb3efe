/** One record to be changed. */
export interface Write {
  readonly key: string;
  readonly change: (current: unknown) => unknown;
  /** This record cannot be written, whatever becomes of the others. */
  readonly fail: (error: unknown) => void;
}

interface Waiting extends Write {
  readonly done: () => void;
}

/**
 * Lets changes that come while others are being written go together in the next step: a thousand small files are written
 * down in a handful of transactions. A group changes no record twice, so the changes of one record keep their order.
 */
export function groupWrites(
  writeTogether: (writes: readonly Write[]) => Promise<void>,
): (key: string, change: (current: unknown) => unknown) => Promise<void> {
  let waiting: Waiting[] = [];
  let isWriting = false;

  function takeGroup(): readonly Waiting[] {
    const group = new Map<string, Waiting>();
    const later: Waiting[] = [];
    for (const write of waiting) {
      if (group.has(write.key)) later.push(write);
      else group.set(write.key, write);
    }
    waiting = later;
    return [...group.values()];
  }

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const group = takeGroup();
      try {
        await writeTogether(group);
        // Those that failed on their own have said so, and are not heard again.
        for (const { done } of group) done();
      } catch (error) {
        for (const { fail } of group) fail(error);
      }
    }
    isWriting = false;
  }

  return (key, change) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, change, done: resolve, fail: reject });
      if (!isWriting) void writeAll();
    });
}
