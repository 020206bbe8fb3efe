import type { SessionRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Caller, Principal } from '../principal.ts';
import { expireSession, isExpired } from './expire-session.ts';

/** The caller's session as it is in the database; a foreign one looks like an unknown one. */
export async function requireSession(
  { database }: BackendContext,
  principal: Principal,
  sessionId: string,
): Promise<SessionRow> {
  const session = await database
    .selectFrom('upload_sessions')
    .selectAll()
    .where('id', '=', sessionId)
    .where('tenant_id', '=', principal.tenantId)
    .where('user_id', '=', principal.userId)
    .executeTakeFirst();
  if (session && principal.workspaceIds.includes(session.workspace_id)) return session;
  throw new ApiError('not_found', 'There is no such upload session');
}

/** The caller's session, failed first when its time is over. */
export async function touchSession(
  context: BackendContext,
  caller: Caller,
  sessionId: string,
): Promise<SessionRow> {
  const session = await requireSession(context, caller.principal, sessionId);
  if (!isExpired(session, context.clock.now())) return session;
  await expireSession(context, session, { id: caller.principal.userId, requestId: caller.requestId });
  return requireSession(context, caller.principal, sessionId);
}
