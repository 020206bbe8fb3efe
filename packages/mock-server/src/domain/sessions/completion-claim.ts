import { limits } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { whileRenewing } from '../while-renewing.ts';
import { completingRetrySeconds } from './require-open.ts';

/** How long a claim holds without being renewed. */
export const claimMs = limits.completionLeaseSeconds * 1000;
const renewalMs = claimMs / 3;

/** A session that this server, and nobody else, may complete. */
export interface Claim {
  readonly token: string;
  /** The session as it was when it was claimed. */
  readonly session: SessionRow;
}

/** Claims an open session that nobody is completing; null when it is not to be had. */
export async function claimSession(context: BackendContext, sessionId: string): Promise<Claim | null> {
  const { database, clock, identifiers } = context;
  const now = clock.now();
  const token = identifiers.uuid();
  const session = await database
    .updateTable('upload_sessions')
    .set({ claim_token: token, claim_until: now + claimMs })
    .where('id', '=', sessionId)
    .where('status', '=', 'uploading')
    .where(({ eb, or }) => or([eb('claim_until', 'is', null), eb('claim_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst();
  return session ? { token, session } : null;
}

/** Lets others claim the session; what the claim ended is left as it is. */
export async function releaseClaim({ database }: BackendContext, { session, token }: Claim): Promise<void> {
  await database
    .updateTable('upload_sessions')
    .set({ claim_token: null, claim_until: null })
    .where('id', '=', session.id)
    .where('claim_token', '=', token)
    .execute();
}

/** Changes the claimed session, or rejects when the claim was lost: then somebody else is completing it. */
export async function updateClaimed(
  { database, clock }: BackendContext,
  { session, token }: Claim,
  change: Partial<Pick<SessionRow, 'claim_until' | 'final_key' | 'checksum_value'>>,
): Promise<void> {
  const { numUpdatedRows } = await database
    .updateTable('upload_sessions')
    .set({ ...change, updated_at: clock.now() })
    .where('id', '=', session.id)
    .where('claim_token', '=', token)
    .where('status', 'in', ['initiating', 'uploading'])
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw claimLost(session);
}

export function claimLost(session: SessionRow): ApiError {
  return new ApiError('completing', `Upload session ${session.id} is being completed by another request`, {
    retryAfterSeconds: completingRetrySeconds,
  });
}

/** Renews the claim for as long as the work takes. */
export function whileClaimed<Result>(
  context: BackendContext,
  claim: Claim,
  work: () => Promise<Result>,
): Promise<Result> {
  const renew = () => updateClaimed(context, claim, { claim_until: context.clock.now() + claimMs });
  return whileRenewing({ name: 'completion', renewalMs, renew, log: context.log }, work);
}
