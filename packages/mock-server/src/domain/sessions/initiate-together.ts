import { planUpload, type UploadSession } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import { hashFields, idempotencyScope } from '../idempotency/idempotency.ts';
import { type FirstAnswer, keepFirstAnswers } from '../idempotency/keep-first-answers.ts';
import type { Caller } from '../principal.ts';
import { withDirectUrl } from './direct-url.ts';
import { requireAllowedSize, requireAllowedType, requireFittingChecksum } from './initiate-checks.ts';
import { type InitiateInput, withFile } from './initiate-upload.ts';
import { openSessions } from './open-sessions.ts';
import { toUploadSession } from './to-upload-session.ts';

/** Whether nothing but quota and its key can stand against a file, and storage is asked for nothing. */
export function canOpenTogether(context: BackendContext, input: InitiateInput): boolean {
  try {
    requireFittingChecksum(input.fields);
    requireAllowedSize(context, input);
    requireAllowedType(context, input.fields);
    return planUpload(input.fields.file_size, context.settings).uploadType === 'direct';
  } catch {
    // Opened by itself, the file is refused for the same reason.
    return false;
  }
}

/**
 * Opens the sessions of files of one workspace in one transaction. Rejects, and leaves nothing behind, when they do not all
 * fit together or one of their keys was used before. Signing comes after it, so each file has an outcome of its own.
 */
export async function initiateTogether(
  context: BackendContext,
  caller: Caller,
  inputs: readonly InitiateInput[],
): Promise<readonly PromiseSettledResult<UploadSession>[]> {
  const workspace = inputs[0]?.workspace;
  if (!workspace) return [];
  const hashed = await Promise.all(
    inputs.map(async (input) => ({
      ...input,
      fieldsHash: await hashFields({ workspace_id: input.workspace.id, ...input.fields }),
    })),
  );
  const opened = await context.database.transaction().execute(async (transaction) => {
    const files = inputs.map(({ fields }) => fields);
    const sessions = await openSessions(context, transaction, { caller, workspace, files });
    const pairs = hashed.flatMap((input, index) => {
      const session = sessions[index];
      return session ? [{ ...input, session, answer: toUploadSession(context.storage, session) }] : [];
    });
    const answers = pairs.flatMap(({ idempotency, session, fieldsHash, answer }): FirstAnswer[] => {
      if (!idempotency) return [];
      const scope = idempotencyScope(caller.principal, idempotency.route, idempotency.key);
      return [{ scope, fieldsHash, sessionId: session.id, answer }];
    });
    await keepFirstAnswers(context, transaction, answers);
    return pairs;
  });
  await context.crash('session-recorded');
  return Promise.allSettled(
    opened.map(({ answer, ...direct }) =>
      answer.upload_status === 'completed'
        ? withFile(context, answer)
        : withDirectUrl(context, direct, answer),
    ),
  );
}
