import type { DatabaseTransaction, SessionRow } from '../../db/schema.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { chargeOf } from '../quota/charge.ts';
import { reserveBytes } from '../quota/quota.ts';
import { beginUploading } from './begin-uploading.ts';
import { insertBindings } from './bind-parts.ts';
import { boundChecksum } from './direct-url.ts';
import { requireAllowedType, requireFewOpen } from './initiate-checks.ts';
import { insertSessions, type NewSessions, type OpenedSession } from './insert-sessions.ts';
import { shareOwnContent } from './share-own-content.ts';

/**
 * Reserves, records and begins the uploads of one file or many in the caller's transaction: all of it, or it rejects. A
 * direct upload asks storage for nothing, so it is begun at once; a multipart upload stays `initiating`. Answers in the
 * order of the files.
 */
export async function openSessions(
  context: BackendContext,
  transaction: DatabaseTransaction,
  request: NewSessions,
): Promise<readonly SessionRow[]> {
  const { caller, workspace, files } = request;
  const { userId } = caller.principal;
  const owner = { tenant_id: workspace.tenant_id, workspace_id: workspace.id, user_id: userId };
  const sizeBytes = files.reduce((total, { file_size }) => total + file_size, 0);
  await reserveBytes(context, transaction, chargeOf(owner, sizeBytes));
  for (const fields of files) requireAllowedType(context, fields);
  await requireFewOpen(context, transaction, { caller, more: files.length });
  const opened = await insertSessions(context, transaction, request);
  const actor = { id: userId, requestId: caller.requestId };
  const begun = await beginDirect(context, transaction, { opened, actor });
  return opened.map(({ session }) => begun.get(session.id) ?? session);
}

async function beginDirect(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { opened, actor }: { readonly opened: readonly OpenedSession[]; readonly actor: Actor },
): Promise<ReadonlyMap<string, SessionRow>> {
  const direct = opened.filter(({ session }) => session.upload_type === 'direct');
  if (direct.length === 0) return new Map();
  const sessions = direct.map(({ session }) => session);
  const begun = await beginUploading(context, transaction, { sessions, multipartId: null, actor });
  await insertBindings(
    transaction,
    direct.flatMap(({ session, fields }) => {
      const checksum = boundChecksum(session, fields);
      return checksum === null ? [] : [{ sessionId: session.id, checksum }];
    }),
    context.clock.now(),
  );
  const shared = await shareOwnContent(context, transaction, {
    opened: direct.map(({ fields, session }, index) => ({ fields, session: begun[index] ?? session })),
    actor,
  });
  return new Map(shared.map((session) => [session.id, session]));
}
