import type { Session, StoredParts } from './upload-state.ts';

/** Orders the engine carries out after a new state is in the store. The first group is work: new work replaces old. */
export type UploadEffect =
  /** Read the file's size and check it. */
  | { readonly type: 'prepare' }
  /** Wait until few enough uploads are open. */
  | { readonly type: 'awaitTurn' }
  /** Ask the server for a session. */
  | { readonly type: 'openSession' }
  /** Ask the server what it holds, and see whether the page has the bytes. */
  | { readonly type: 'inspectSession'; readonly session: Session }
  /** Compare stored parts with the file. */
  | { readonly type: 'verifyFile'; readonly session: Session; readonly storedParts: StoredParts }
  /** Send every part that is not stored. */
  | { readonly type: 'sendParts'; readonly session: Session; readonly storedParts: StoredParts }
  | { readonly type: 'completeSession'; readonly session: Session }
  /** Abort whatever work is going on. */
  | { readonly type: 'stopWork' }
  /** Free what was reserved for a session that was opened while a pause took effect. */
  | { readonly type: 'cancelLateSession' }
  /** Free the reservation on the server. */
  | { readonly type: 'cancelSession'; readonly session: Session }
  | {
      readonly type: 'persistSession';
      readonly session: Session;
      /** Shown after a reload until the server is asked; never trusted. */
      readonly storedParts: StoredParts;
      readonly paused: boolean;
    }
  | { readonly type: 'forgetSession' };
