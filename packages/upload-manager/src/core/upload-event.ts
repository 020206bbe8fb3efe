import type { FileRecord } from '../contract/index.ts';
import type { UploadError } from '../errors/upload-error.ts';
import type { Session, StoredParts, Wait } from './upload-state.ts';

/** What the page can do with the file of a restored session. */
export type FileAccess =
  /** These bytes were hashed by this page and belong to the session. */
  | 'verified'
  /** The page has a file, but has not compared it with the stored parts. */
  | 'unverified'
  /** The browser kept a handle; one click is needed. */
  | 'permission'
  | 'missing';

/** Past events come from work, requests from people. */
export type UploadEvent =
  | { readonly type: 'filePrepared' }
  /** The file is the one that a session of an earlier page waited for. */
  | { readonly type: 'sessionRecognised'; readonly session: Session; readonly storedParts: StoredParts }
  | { readonly type: 'turnGranted' }
  | { readonly type: 'sessionOpened'; readonly session: Session }
  | {
      readonly type: 'sessionInspected';
      readonly session: Session;
      readonly storedParts: StoredParts;
      readonly access: FileAccess;
    }
  /** Another page, or a crashed one, had already asked for completion. */
  | { readonly type: 'completionFound'; readonly session: Session }
  /** The session was cancelled elsewhere. */
  | { readonly type: 'sessionCancelled' }
  /** The session cannot go on. `restart`: the page has the bytes and may begin anew. */
  | { readonly type: 'sessionLost'; readonly error: UploadError; readonly restart: boolean }
  /** Its server calls it over, but not how it ended: that has to be asked. */
  | { readonly type: 'sessionDoubted' }
  | { readonly type: 'fileVerified' }
  | { readonly type: 'fileRefused'; readonly error: UploadError }
  | { readonly type: 'partStored'; readonly partNumber: number }
  /** The server misses parts that were thought stored. */
  | { readonly type: 'partsLost'; readonly partNumbers: readonly number[] }
  | { readonly type: 'fileActivated'; readonly file: FileRecord }
  | { readonly type: 'workFailed'; readonly error: UploadError }
  | { readonly type: 'waitStarted'; readonly wait: Wait }
  | { readonly type: 'waitEnded' }
  /** The page was left while it worked; the user came back to it. */
  | { readonly type: 'workInterrupted' }
  | { readonly type: 'fileProvided' }
  | { readonly type: 'pauseRequested' }
  | { readonly type: 'resumeRequested' }
  | { readonly type: 'retryRequested' }
  | { readonly type: 'cancelRequested' };
