import type { Schedule } from '../state/schedule.ts';

export interface ManualSchedule {
  readonly schedule: Schedule;
  /** Lets time pass and runs what is due, in order. */
  advance(byMs: number): void;
  /** Tasks that wait. */
  count(): number;
}

/** Time that passes when the test says so. */
export function createManualSchedule(): ManualSchedule {
  const tasks = new Map<object, { readonly task: () => void; readonly dueMs: number }>();
  let nowMs = 0;

  function nextDue(untilMs: number): readonly [object, () => void] | undefined {
    const due = [...tasks].filter(([, { dueMs }]) => dueMs <= untilMs);
    const [first] = due.sort(([, a], [, b]) => a.dueMs - b.dueMs);
    return first === undefined ? undefined : [first[0], first[1].task];
  }

  return {
    schedule(task, delayMs) {
      const key = {};
      tasks.set(key, { task, dueMs: nowMs + delayMs });
      return () => {
        tasks.delete(key);
      };
    },
    advance(byMs) {
      const untilMs = nowMs + byMs;
      for (let due = nextDue(untilMs); due !== undefined; due = nextDue(untilMs)) {
        nowMs = Math.max(nowMs, tasks.get(due[0])?.dueMs ?? nowMs);
        tasks.delete(due[0]);
        due[1]();
      }
      nowMs = untilMs;
    },
    count: () => tasks.size,
  };
}
