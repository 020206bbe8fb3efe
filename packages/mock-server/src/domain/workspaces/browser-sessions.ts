import type { AnonymousSession } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import { sha256Text, toTimestamp } from '../encoding.ts';
import { type Permission, type Principal, permissions } from '../principal.ts';
import { countWorkspaces } from '../quota/counts.ts';

const browserSessionMs = 30 * 24 * 60 * 60 * 1000;
/** A session is prolonged at most this often, so that reading does not write. */
const renewalMs = 24 * 60 * 60 * 1000;

export interface BrowserSession {
  readonly principal: Principal;
  readonly expiresAtMs: number;
  /** Set when the session was prolonged, and the browser should hear of it. */
  readonly isRenewed: boolean;
}

/** Makes an anonymous session that owns a workspace of its own. */
export async function createBrowserSession(
  context: BackendContext,
): Promise<{ readonly token: string; readonly session: AnonymousSession; readonly expiresAtMs: number }> {
  const { database, identifiers, clock, settings } = context;
  const token = identifiers.secret();
  const tokenHash = await sha256Text(token);
  const now = clock.now();
  const expiresAtMs = now + browserSessionMs;
  const id = identifiers.uuid();
  const workspaceId = identifiers.uuid();
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('workspaces')
      .values({
        id: workspaceId,
        tenant_id: id,
        name: 'My files',
        plan: settings.anonymousPlan,
        used_bytes: 0,
        reserved_bytes: 0,
        created_at: now,
      })
      .execute();
    await countWorkspaces(transaction, { tenantId: id, added: 1 });
    await transaction
      .insertInto('browser_sessions')
      .values({
        id,
        token_hash: tokenHash,
        tenant_id: id,
        user_id: id,
        workspace_id: workspaceId,
        created_at: now,
        expires_at: expiresAtMs,
      })
      .execute();
  });
  return { token, expiresAtMs, session: { workspace_id: workspaceId, expires_at: toTimestamp(expiresAtMs) } };
}

/** The session a cookie stands for, prolonged when that is due; undefined for an unknown or expired one. */
export async function findBrowserSession(
  context: BackendContext,
  token: string,
): Promise<BrowserSession | undefined> {
  const { database, clock } = context;
  const now = clock.now();
  const row = await database
    .selectFrom('browser_sessions')
    .selectAll()
    .where('token_hash', '=', await sha256Text(token))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!row) return undefined;

  const isRenewed = row.expires_at - now < browserSessionMs - renewalMs;
  const expiresAtMs = isRenewed ? now + browserSessionMs : row.expires_at;
  if (isRenewed) {
    await database
      .updateTable('browser_sessions')
      .set({ expires_at: expiresAtMs })
      .where('id', '=', row.id)
      // Another server, whose clock is ahead, may have prolonged it further.
      .where('expires_at', '<', expiresAtMs)
      .execute();
  }
  return {
    expiresAtMs,
    isRenewed,
    principal: {
      tenantId: row.tenant_id,
      userId: row.user_id,
      workspaceIds: [row.workspace_id],
      permissions: anonymousPermissions(context.settings.isDemo),
    },
  };
}

/** Changing one's own plan without paying is for demonstrations. */
function anonymousPermissions(isDemo: boolean): readonly Permission[] {
  return permissions.filter((permission) => permission !== 'plan:write' || isDemo);
}
