/** Runs a task later and returns what calls it off. Injected, so that tests own the time. */
export type Schedule = (task: () => void, delayMs: number) => () => void;

export const scheduleTimeout: Schedule = (task, delayMs) => {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
};
