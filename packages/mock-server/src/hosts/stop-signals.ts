/** What a signal to stop means now; answers the exit code. */
type OnStop = (signal: NodeJS.Signals) => number | Promise<number>;

export interface StopSignals {
  /** From now on the first signal means this. */
  handle(onStop: OnStop): void;
}

/**
 * Takes the signals that ask this process to stop. Without anybody who takes them they end a process without a word, and
 * as the first process of a container they do not even do that. A second signal means: now.
 */
export function takeStopSignals(initial: OnStop): StopSignals {
  let onStop = initial;
  let isStopping = false;

  const take = async (signal: NodeJS.Signals): Promise<void> => {
    if (isStopping) process.exit(1);
    isStopping = true;
    process.exit(await onStop(signal));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      take(signal).catch((error: unknown) => {
        console.error(error);
        process.exit(1);
      });
    });
  }
  return {
    handle(next) {
      onStop = next;
    },
  };
}
