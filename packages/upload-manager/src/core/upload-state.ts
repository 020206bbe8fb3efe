import type { FileRecord } from '../contract/index.ts';
import type { UploadError } from '../errors/upload-error.ts';

/** What the client knows of its server session. Everything in it came from the server and is safe to persist. */
export interface Session {
  readonly sessionId: string;
  readonly fileId: string;
  readonly uploadType: 'direct' | 'multipart';
  readonly fileSize: number;
  /** Bytes of every part but the last. */
  readonly chunkSize: number;
  readonly partCount: number;
  readonly checksumAlgorithm: 'sha256' | 'crc32c' | 'none';
}

/** Why nothing moves at the moment, although nobody asked to stop. */
export interface Wait {
  /** `sign-in`: the backend refuses the caller; `signedIn` of the manager ends it. */
  readonly reason: 'offline' | 'retry' | 'sign-in';
  /** When the next attempt starts, in epoch milliseconds; `null` when an event ends the wait. */
  readonly until: number | null;
  readonly error: UploadError | null;
}

/** Part numbers the store has confirmed, ascending. */
export type StoredParts = readonly number[];

export type UploadState =
  /** The file's size is being read and checked. */
  | { readonly status: 'preparing' }
  /** Ready; waits for its turn. */
  | { readonly status: 'queued' }
  /** The server is being asked for a session. */
  | { readonly status: 'initiating'; readonly wait: Wait | null }
  /** The server is being asked what it holds. */
  | { readonly status: 'restoring'; readonly session: Session; readonly wait: Wait | null }
  /** The session can go on, but the page has no bytes: the same file has to be chosen, or access allowed. */
  | {
      readonly status: 'needs-file';
      readonly session: Session;
      readonly storedParts: StoredParts;
      /** `permission`: the browser kept a handle and one click is enough. */
      readonly need: 'file' | 'permission';
      /** Why the last offered file was refused. */
      readonly error: UploadError | null;
    }
  /** Stored parts are being compared with the file; none is trusted before. */
  | { readonly status: 'verifying'; readonly session: Session; readonly storedParts: StoredParts }
  | {
      readonly status: 'uploading';
      readonly session: Session;
      readonly storedParts: StoredParts;
      readonly wait: Wait | null;
    }
  | { readonly status: 'paused'; readonly session: Session | null; readonly storedParts: StoredParts }
  /** All bytes are stored; the server is asked to make them a file. */
  | { readonly status: 'completing'; readonly session: Session; readonly wait: Wait | null }
  | { readonly status: 'completed'; readonly file: FileRecord }
  | {
      readonly status: 'failed';
      readonly error: UploadError;
      readonly session: Session | null;
      readonly storedParts: StoredParts;
    }
  | { readonly status: 'cancelled' };

export type UploadStatus = UploadState['status'];
