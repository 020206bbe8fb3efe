import type { InitiateRequest, UploadSession } from '@holdfast/upload-manager/contract';
import type { SessionRow, WorkspaceRow } from '../../db/schema.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { toFileRecord } from '../files/to-file-record.ts';
import {
  giveUpTurn,
  type IdempotencyScope,
  idempotencyScope,
  keepAnswer,
  noteBegun,
  takeTurn,
  whileTurn,
} from '../idempotency/idempotency.ts';
import type { Caller } from '../principal.ts';
import { beginUploading } from './begin-uploading.ts';
import { withDirectUrl } from './direct-url.ts';
import { endSession } from './end-session.ts';
import { requireAllowedSize, requireFittingChecksum } from './initiate-checks.ts';
import { multipartOf } from './multipart-of.ts';
import { openSessions } from './open-sessions.ts';
import { toUploadSession } from './to-upload-session.ts';

export interface InitiateInput {
  readonly workspace: WorkspaceRow;
  readonly fields: InitiateRequest;
  readonly idempotency: { readonly route: string; readonly key: string } | null;
}

/** Opens an upload session: reserves the bytes, records file and session, prepares storage. */
export async function initiateUpload(
  context: BackendContext,
  caller: Caller,
  input: InitiateInput,
): Promise<UploadSession> {
  requireFittingChecksum(input.fields);
  if (input.idempotency === null)
    return withUrl(context, input, await open(context, caller, { ...input, turn: null }));

  const scope = idempotencyScope(caller.principal, input.idempotency.route, input.idempotency.key);
  const turn = await takeTurn(context, scope, { workspace_id: input.workspace.id, ...input.fields });
  // The stored answer was written by this server and is schema-shaped.
  if (turn.kind === 'replay') return withUrl(context, input, turn.answer as UploadSession);
  try {
    const answer = await whileTurn(context, { scope, leaseToken: turn.leaseToken }, () =>
      open(context, caller, { ...input, turn: { scope, begunSessionId: turn.sessionId } }),
    );
    return await withUrl(context, input, answer);
  } catch (error) {
    await giveUpTurn(context, scope, turn.leaseToken);
    throw error;
  }
}

interface OpenInput extends InitiateInput {
  readonly turn: { readonly scope: IdempotencyScope; readonly begunSessionId: string | null } | null;
}

async function open(context: BackendContext, caller: Caller, input: OpenInput): Promise<UploadSession> {
  const begun = await findBegun(context, input.turn?.begunSessionId ?? null);
  const session = begun ?? (await recordSession(context, caller, input));
  await context.crash('session-recorded');
  if (session.status !== 'initiating') return toUploadSession(context.storage, session);
  return toUploadSession(
    context.storage,
    await prepareStorage(context, caller, { session, turn: input.turn }),
  );
}

/** What an earlier request with the same key began before its server died. */
async function findBegun(
  { database }: BackendContext,
  sessionId: string | null,
): Promise<SessionRow | undefined> {
  if (sessionId === null) return undefined;
  return database
    .selectFrom('upload_sessions')
    .selectAll()
    .where('id', '=', sessionId)
    .where('status', 'in', ['initiating', 'uploading'])
    .executeTakeFirst();
}

/** File, session, reservation and audit in one transaction: either all of it exists or nothing. */
async function recordSession(context: BackendContext, caller: Caller, input: OpenInput): Promise<SessionRow> {
  const { fields, workspace, turn } = input;
  requireAllowedSize(context, input);
  return context.database.transaction().execute(async (transaction) => {
    const [session] = await openSessions(context, transaction, { caller, workspace, files: [fields] });
    if (!session) throw new Error('Opening one upload answered no session');
    if (turn) await noteBegun(transaction, turn.scope, session.id);
    if (turn && session.status !== 'initiating')
      await keepAnswer(transaction, turn.scope, toUploadSession(context.storage, session));
    return session;
  });
}

/** Asks storage for a place; a refusal gives the reservation back at once. */
async function prepareStorage(
  context: BackendContext,
  caller: Caller,
  { session, turn }: { readonly session: SessionRow; readonly turn: OpenInput['turn'] },
): Promise<SessionRow> {
  const { database } = context;
  const { multipart } = context.storage.bucketOf(session.tenant_id);
  const actor = actorOf(caller);
  let multipartId: string;
  try {
    multipartId = (await multipart.create(multipartOf(session))).multipartId;
  } catch (error) {
    await database.transaction().execute((transaction) =>
      endSession(context, transaction, {
        session,
        to: 'failed',
        reason: 'storage_unavailable',
        actor,
        claimToken: null,
      }),
    );
    throw error;
  }
  await context.crash('multipart-created');
  try {
    return await database.transaction().execute(async (transaction) => {
      const beginning = { sessions: [session], multipartId, actor };
      const [begun = session] = await beginUploading(context, transaction, beginning);
      if (turn) await keepAnswer(transaction, turn.scope, toUploadSession(context.storage, begun));
      return begun;
    });
  } catch (error) {
    // Nobody will ever know of this upload again; what cannot be dropped now is an orphan for the clean-up.
    await multipart.abort({ key: session.temp_key, multipartId }).catch(() => undefined);
    throw error;
  }
}

/**
 * Adds the URL of a direct upload when there is nothing left to agree on; signed afresh for every answer. An answer that
 * is given again says what has become of its session since.
 */
async function withUrl(
  context: BackendContext,
  { fields }: InitiateInput,
  answer: UploadSession,
): Promise<UploadSession> {
  if (answer.upload_status === 'completed') return withFile(context, answer);
  const session = await context.database
    .selectFrom('upload_sessions')
    .selectAll()
    .where('id', '=', answer.upload_session_id)
    .executeTakeFirst();
  // Of sessions that ended only those that failed are ever forgotten.
  if (session?.status !== 'uploading') return { ...answer, upload_status: session?.status ?? 'failed' };
  return withDirectUrl(context, { session, fields }, answer);
}

/** Adds the file of a session that had nothing to send. */
export async function withFile(context: BackendContext, answer: UploadSession): Promise<UploadSession> {
  const file = await context.database
    .selectFrom('files')
    .selectAll()
    .where('id', '=', answer.file_id)
    .executeTakeFirstOrThrow();
  context.wakeFileEvents?.();
  return { ...answer, deduplicated: true, file: toFileRecord(context, file) };
}

function actorOf({ principal, requestId }: Caller): Actor {
  return { id: principal.userId, requestId };
}
