import type { Clock } from '../ports/clock.ts';

/** Something that is to happen at a time, which may move on meanwhile. */
export interface Deadline {
  /** Epoch milliseconds. */
  at(): number;
  /** Called when the time has come, and again as long as it has: it leaves, or moves the time on. */
  due(lateMs: number): void;
}

export interface Deadlines {
  /** Returns the way out. */
  add(deadline: Deadline): () => void;
}

/** Many deadlines behind one timer: a thousand small requests would start and stop one each, and none ever comes due. */
export function createDeadlines(clock: Pick<Clock, 'now' | 'sleep'>): Deadlines {
  const open = new Set<Deadline>();
  let timer: { readonly wakesAt: number; readonly controller: AbortController } | null = null;

  function stop(): void {
    timer?.controller.abort();
    timer = null;
  }

  function ring(): void {
    const now = clock.now();
    for (const deadline of open) {
      const lateMs = now - deadline.at();
      if (lateMs >= 0) deadline.due(lateMs);
    }
  }

  async function wakeAt(wakesAt: number): Promise<void> {
    const controller = new AbortController();
    timer = { wakesAt, controller };
    try {
      await clock.sleep(wakesAt - clock.now(), controller.signal);
    } catch {
      // An earlier deadline came, or the last one went.
      return;
    }
    timer = null;
    ring();
    if (open.size > 0) void wakeAt(Math.min(...Array.from(open, (deadline) => deadline.at())));
  }

  return {
    add(deadline) {
      open.add(deadline);
      const at = deadline.at();
      if (timer === null || at < timer.wakesAt) {
        stop();
        void wakeAt(at);
      }
      return () => {
        open.delete(deadline);
        if (open.size === 0) stop();
      };
    },
  };
}
