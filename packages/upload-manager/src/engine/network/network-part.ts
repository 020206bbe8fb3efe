import type { UploadEffect } from '../../core/upload-effect.ts';
import type { UploadEvent } from '../../core/upload-event.ts';
import type { Session, Wait } from '../../core/upload-state.ts';
import type { AccountCalls } from '../calls/account-calls.ts';
import type { ApiClient } from '../calls/api-client.ts';
import type { EngineContext } from '../engine-context.ts';
import type { SessionRecords } from '../sessions/session-records.ts';
import type { UploadJob } from '../upload-job.ts';

/** One piece of work: tells events until it is stopped. */
export interface Work {
  readonly job: UploadJob;
  readonly signal: AbortSignal;
  readonly report: (event: UploadEvent) => void;
  readonly onWait: (wait: Wait | null) => void;
}

/** Work that needs the server or the store. */
export type NetworkEffect = Extract<
  UploadEffect,
  { type: 'openSession' | 'inspectSession' | 'verifyFile' | 'sendParts' | 'completeSession' }
>;

/** The half of the engine that talks to the server and the store, and hashes for them. No page needs it to be drawn. */
export interface NetworkPart {
  readonly account: AccountCalls;
  readonly call: ApiClient['call'];
  readonly context: EngineContext;
  readonly records: SessionRecords;
  /** Where a file can be read. */
  contentUrl(fileId: string): string;
  /** Whether a file that was just added belongs to a session that waits for it. */
  recognise(job: UploadJob, signal: AbortSignal): Promise<UploadEvent | null>;
  /** Does the work to its end; what no retry can repair is reported as well. */
  run(effect: NetworkEffect, work: Work): Promise<void>;
  /** Frees the reservation on the server. Best effort in the background: the server expires what this cannot reach. */
  cancelSession(session: Session): void;
}
