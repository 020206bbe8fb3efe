import type { ChecksumAlgorithm } from '../contract/index.ts';
import type { Ports } from '../ports/ports.ts';
import type { UploadCalls } from './calls/upload-calls.ts';
import type { ConnectionBudget } from './connections/connection-budget.ts';
import type { ProgressMeter } from './sending/progress-meter.ts';

/** What every piece of work shares. */
export interface EngineContext {
  readonly ports: Ports;
  readonly api: UploadCalls;
  readonly meter: ProgressMeter;
  readonly budget: ConnectionBudget;
  /** What the page offers to bind into URLs, best first; empty when checksums are off. */
  readonly checksumAlgorithms: readonly ChecksumAlgorithm[];
  /** Base64 digest; at most two parts are in memory at once, however many ask. */
  readonly hash: (blob: Blob, algorithm: ChecksumAlgorithm, signal: AbortSignal) => Promise<string>;
}
