import { limits } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Principal } from '../principal.ts';
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

/** Sessions of one user under one claim. */
export interface ClaimedSet {
  readonly token: string;
  readonly sessions: readonly SessionRow[];
}

/**
 * Claims those of the caller's direct sessions that bytes may have come for and nobody ever began to complete. Answers the
 * others to no question: each by itself says what there is to say of it.
 */
export async function claimUntouched(
  { database, clock, identifiers }: BackendContext,
  { tenantId, userId, workspaceIds }: Principal,
  sessionIds: readonly string[],
): Promise<ClaimedSet> {
  const now = clock.now();
  const token = identifiers.uuid();
  if (workspaceIds.length === 0) return { token, sessions: [] };
  const sessions = await database
    .updateTable('upload_sessions')
    .set({ claim_token: token, claim_until: now + claimMs })
    .where('id', 'in', sessionIds)
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('workspace_id', 'in', workspaceIds)
    .where('status', '=', 'uploading')
    .where('upload_type', '=', 'direct')
    .where('expires_at', '>', now)
    .where('hard_expires_at', '>', now)
    .where('claim_token', 'is', null)
    .where('final_key', 'is', null)
    .where('checksum_value', 'is', null)
    .where('received_at', 'is', null)
    .returningAll()
    .execute();
  return { token, sessions };
}

/** Lets others claim the session; what the claim ended is left as it is. */
export function releaseClaim(context: BackendContext, { session, token }: Claim): Promise<void> {
  return releaseClaims(context, { token, sessions: [session] });
}

/** The same for sessions under one claim. */
export async function releaseClaims(
  { database }: BackendContext,
  { sessions, token }: ClaimedSet,
): Promise<void> {
  if (sessions.length === 0) return;
  await database
    .updateTable('upload_sessions')
    .set({ claim_token: null, claim_until: null })
    .where('id', 'in', idsOf(sessions))
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

/** The same for sessions under one claim. */
export function whileAllClaimed<Result>(
  context: BackendContext,
  { token, sessions }: ClaimedSet,
  work: () => Promise<Result>,
): Promise<Result> {
  const renew = () =>
    context.database
      .updateTable('upload_sessions')
      .set({ claim_until: context.clock.now() + claimMs })
      .where('id', 'in', idsOf(sessions))
      .where('claim_token', '=', token)
      .where('status', '=', 'uploading')
      .execute();
  return whileRenewing({ name: 'completion', renewalMs, renew, log: context.log }, work);
}

function idsOf(sessions: readonly SessionRow[]): readonly string[] {
  return sessions.map(({ id }) => id);
}
