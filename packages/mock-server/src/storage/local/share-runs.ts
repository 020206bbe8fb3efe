/**
 * Lets everybody who asks for the same thing while it is being done share the one run that begins after it. Nobody is
 * answered by a run that had begun before: what a caller did before asking is in the run it is answered by.
 */
export function shareRuns(run: (key: string) => Promise<void>): (key: string) => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Promise<void>>();

  const begin = (key: string): Promise<void> => {
    const begun = run(key).finally(() => {
      if (running.get(key) === begun) running.delete(key);
    });
    running.set(key, begun);
    return begun;
  };

  const beginAfter = async (key: string, current: Promise<void>): Promise<void> => {
    try {
      await current;
    } catch {
      // It failed for those who asked for it; the next run is another one.
    }
    waiting.delete(key);
    return begin(key);
  };

  return (key) => {
    const current = running.get(key);
    if (!current) return begin(key);
    const next = waiting.get(key) ?? beginAfter(key, current);
    waiting.set(key, next);
    return next;
  };
}
