import type { EngineContext } from '../engine-context.ts';

/** Far below any server's idle limit, and rare enough to cost nothing. */
const intervalMs = 10 * 60_000;

/** Tells the server that a session is being worked on, until the way out is taken: one part may take hours. */
export function keepAlive(
  { api, deadlines, ports }: EngineContext,
  sessionId: string,
  signal: AbortSignal,
): () => void {
  let touchesAt = ports.clock.now() + intervalMs;
  return deadlines.add({
    at: () => touchesAt,
    due() {
      touchesAt = ports.clock.now() + intervalMs;
      api.touch(sessionId, signal).catch(() => {
        // The part itself finds out what is wrong; the next call may get through.
      });
    },
  });
}
