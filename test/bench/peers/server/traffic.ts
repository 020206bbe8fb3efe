/** What the server saw of one run. */
export interface TrafficReport {
  readonly preflights: number;
  /** Requests without file content: to the page's own origin, and to the store. */
  readonly controlCalls: number;
  /** Requests that carried file content. */
  readonly bodies: number;
  /** Bytes of file content that came in, whatever became of them. */
  readonly bodyBytes: number;
  /** Requests that failed on purpose, and the bytes that were lost with them. */
  readonly failedBodies: number;
  readonly failedBytes: number;
  readonly peakParallelBodies: number;
  /** What those requests were to carry whose connection the page ended. */
  readonly cutBytes: number;
}

export interface Traffic {
  preflight(): void;
  controlCall(): void;
  bodyBegan(): void;
  bodyBytes(count: number): void;
  bodyEnded(): void;
  bodyCut(announcedBytes: number): void;
  bodyFailed(lostBytes: number): void;
  report(): TrafficReport;
}

export function createTraffic(): Traffic {
  let preflights = 0;
  let controlCalls = 0;
  let bodies = 0;
  let bodyBytes = 0;
  let failedBodies = 0;
  let failedBytes = 0;
  let parallelBodies = 0;
  let peakParallelBodies = 0;
  let cutBytes = 0;

  return {
    preflight() {
      preflights += 1;
    },
    controlCall() {
      controlCalls += 1;
    },
    bodyBegan() {
      bodies += 1;
      parallelBodies += 1;
      peakParallelBodies = Math.max(peakParallelBodies, parallelBodies);
    },
    bodyBytes(count) {
      bodyBytes += count;
    },
    bodyEnded() {
      parallelBodies -= 1;
    },
    bodyCut(announcedBytes) {
      cutBytes += announcedBytes;
    },
    bodyFailed(lostBytes) {
      failedBodies += 1;
      failedBytes += lostBytes;
    },
    report: () => ({
      preflights,
      controlCalls,
      bodies,
      bodyBytes,
      failedBodies,
      failedBytes,
      peakParallelBodies,
      cutBytes,
    }),
  };
}
