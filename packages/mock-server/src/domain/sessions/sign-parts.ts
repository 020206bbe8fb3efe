import type { SignedPart, SignPartRequest, UploadInstruction } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Caller } from '../principal.ts';
import { bindParts, requireSignable } from './bind-parts.ts';
import { requireSession, touchSession } from './find-session.ts';
import { keepAlive } from './keep-alive.ts';
import { completing, requireOpen } from './require-open.ts';
import { signSessionPart } from './sign-session.ts';

/** Signs parts of one session, all or none. Records the bindings and the activity, nothing else. */
export async function signParts(
  context: BackendContext,
  session: SessionRow,
  parts: readonly SignPartRequest[],
): Promise<SignedPart[]> {
  requireSignable(session, parts);
  requireOpen(session, context.clock.now());
  await context.database.transaction().execute(async (transaction) => {
    await bindParts(transaction, session, { parts, nowMs: context.clock.now() });
    // Between the look and this write the session may have been claimed or ended.
    if (!(await keepAlive(context, transaction, session))) throw completing(session);
  });
  return Promise.all(
    parts.map(async ({ part_number, checksum }) => ({
      part_number,
      ...(await signSessionPart(context, session, { partNumber: part_number, checksum: checksum ?? null })),
    })),
  );
}

/** Signs the one request of a direct session. */
export async function signDirect(
  context: BackendContext,
  caller: Caller,
  request: { readonly sessionId: string; readonly checksum: string | undefined },
): Promise<UploadInstruction> {
  const session = await touchSession(context, caller, request.sessionId);
  if (session.upload_type !== 'direct') {
    throw new ApiError('invalid_request', `Upload session ${session.id} is sent in parts`);
  }
  const [signed] = await signParts(context, session, [
    { part_number: 1, ...(request.checksum === undefined ? {} : { checksum: request.checksum }) },
  ]);
  if (!signed) throw new Error('Signing one part answered none');
  const { part_number: _, ...instruction } = signed;
  return instruction;
}

/** Keeps a session alive, within its hard lifetime. */
export async function touchUpload(
  context: BackendContext,
  caller: Caller,
  sessionId: string,
): Promise<SessionRow> {
  const session = await touchSession(context, caller, sessionId);
  requireOpen(session, context.clock.now());
  if (!(await keepAlive(context, context.database, session))) throw completing(session);
  return requireSession(context, caller.principal, sessionId);
}
