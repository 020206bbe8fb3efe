import type { EngineContext } from '../engine-context.ts';

/** Far below any server's idle limit, and rare enough to cost nothing. */
const intervalMs = 10 * 60_000;

/** Tells the server that a session is being worked on, until `signal` aborts: one part may take hours. */
export async function keepAlive(
  { api, ports }: EngineContext,
  sessionId: string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await ports.clock.sleep(intervalMs, signal);
      await api.touch(sessionId, signal);
    } catch {
      // The part itself finds out what is wrong; the next call may get through.
    }
  }
}
