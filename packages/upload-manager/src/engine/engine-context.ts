import type { ChecksumAlgorithm } from '../contract/index.ts';
import type { HashedBytes } from '../ports/hasher.ts';
import type { Ports } from '../ports/ports.ts';
import type { Retry } from './calls/retryer.ts';
import type { UploadCalls } from './calls/upload-calls.ts';
import type { ConnectionBudget } from './connections/connection-budget.ts';
import type { Deadlines } from './deadlines.ts';
import type { ProgressMeter } from './sending/progress-meter.ts';

/** What every piece of work shares. */
export interface EngineContext {
  readonly ports: Ports;
  readonly api: UploadCalls;
  /** Repeats what fails for now; being offline or signed out is waited for. */
  readonly retry: Retry;
  readonly meter: ProgressMeter;
  readonly budget: ConnectionBudget;
  readonly deadlines: Deadlines;
  /** What the page offers to bind into URLs, best first; empty when checksums are off. */
  readonly checksumAlgorithms: readonly ChecksumAlgorithm[];
  /** Base64 digest; at most two parts are in memory at once, however many ask. Small blobs do not wait for parts. */
  readonly hash: (blob: Blob, algorithm: ChecksumAlgorithm, signal: AbortSignal) => Promise<string>;
  /** The same for a small file, with its bytes. */
  readonly read: (file: Blob, algorithm: ChecksumAlgorithm, signal: AbortSignal) => Promise<HashedBytes>;
}
