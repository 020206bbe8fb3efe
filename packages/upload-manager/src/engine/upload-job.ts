import type { UploadInstruction } from '../contract/index.ts';
import type { PartBody } from '../core/part-body.ts';
import type { Session } from '../core/upload-state.ts';
import type { FileSource } from '../ports/file-source.ts';

/** What the engine holds of an upload beside its state: things that cannot be compared, persisted or shown. */
export interface UploadJob {
  readonly id: string;
  source: FileSource | null;
  /** A handle of an earlier page, until it is opened. */
  handle: unknown;
  /** Whether this page has hashed the source for the session, so that no other file's bytes can enter it. */
  isVerified: boolean;
  /** Digest of samples of the file the session was opened with; recognises it after a reload. */
  fingerprint: string | null;
  /** The server knows of it, this browser does not: nothing is stored of it here until somebody has its file. */
  isOffer: boolean;
  /** Uploads that waited for their file when this one was added: it may be one of theirs. */
  readonly candidates: readonly string[];
  /** Checksums the store reported, by part. */
  storedChecksums: ReadonlyMap<number, string>;
  /** The presigned PUT that came with the session. */
  instruction: UploadInstruction | null;
  /** The bytes of a small file, from when they were hashed until they are sent. */
  content: PartBody | null;
  /** A session that was opened while a pause took effect. */
  lateSession: Session | null;
  /** Names the session to be opened, so that a repeated request finds it. A new session needs a new key. */
  idempotencyKey: string;
  /** Sessions this upload lost and replaced. */
  restarts: number;
  /** Times the server called the session over without saying how it ended. */
  doubts: number;
  /** Completions that found parts missing. */
  repairs: number;
  /** Ends the work going on. */
  work: AbortController | null;
  /** Gives back the upload's turn, to be prepared or to be sent. */
  leaveTurns: (() => void) | null;
}

export interface NewUploadJob {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly source: FileSource | null;
  readonly handle: unknown;
  readonly fingerprint: string | null;
  readonly candidates?: readonly string[];
}

const noChecksums: ReadonlyMap<number, string> = new Map();

export function createUploadJob(job: NewUploadJob): UploadJob {
  const { candidates = [], fingerprint, handle, id, idempotencyKey, source } = job;
  return {
    id,
    idempotencyKey,
    source,
    handle,
    fingerprint,
    candidates,
    isOffer: false,
    isVerified: false,
    storedChecksums: noChecksums,
    instruction: null,
    content: null,
    lateSession: null,
    restarts: 0,
    doubts: 0,
    repairs: 0,
    work: null,
    leaveTurns: null,
  };
}
