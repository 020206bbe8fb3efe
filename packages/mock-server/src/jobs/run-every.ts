import type { Log } from '../domain/ports.ts';

export interface RecurringJob {
  readonly name: string;
  readonly intervalMs: number;
  readonly job: () => Promise<unknown>;
  readonly log: Log;
}

/** Runs a job at once and then again and again, never twice at a time. The answer stops it and waits for a running one. */
export function runEvery({ name, intervalMs, job, log }: RecurringJob): () => Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  const run = async (): Promise<void> => {
    try {
      await job();
    } catch (error) {
      log({ level: 'error', event: 'job.failed', job: name, error });
    }
    if (isStopped) return;
    timer = setTimeout(() => {
      running = run();
    }, intervalMs);
  };
  let running = run();

  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  };
}
