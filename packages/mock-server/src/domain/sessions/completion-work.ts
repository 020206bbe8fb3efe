import type { DatabaseTransaction, FileRow } from '../../db/schema.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { Claim } from './completion-claim.ts';
import type { SentPart } from './verify-parts.ts';

/** A completion on its way: who does it, for which session, with what the client says of its parts. */
export interface CompletionWork {
  readonly claim: Claim;
  readonly sentParts: readonly SentPart[];
  readonly actor: Actor;
  /** What else has to be true in the transaction that makes the file active. */
  readonly whenRecorded?: (transaction: DatabaseTransaction, file: FileRow) => Promise<void>;
}
