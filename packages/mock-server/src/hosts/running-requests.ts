import type { ServerResponse } from 'node:http';

export interface RunningRequests {
  /** Counts a request until its answer is out or its connection gone. */
  add(response: ServerResponse): void;
  /** Resolves when none is running, or when the grace is over. */
  idle(graceMs: number): Promise<void>;
}

/** The requests a server that is told to stop still has to finish. */
export function createRunningRequests(): RunningRequests {
  const running = new Set<ServerResponse>();
  let whenIdle: (() => void) | undefined;

  return {
    add(response) {
      running.add(response);
      response.once('close', () => {
        running.delete(response);
        if (running.size === 0) whenIdle?.();
      });
    },
    async idle(graceMs) {
      if (running.size === 0) return;
      let deadline: ReturnType<typeof setTimeout> | undefined;
      await new Promise<void>((resolve) => {
        whenIdle = resolve;
        deadline = setTimeout(resolve, graceMs);
      });
      clearTimeout(deadline);
    },
  };
}
