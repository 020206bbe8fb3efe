import type { FileRecord, InitiateRequest } from '@holdfast/upload-manager/contract';
import type { WorkspaceRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { toFileRecord } from '../files/to-file-record.ts';
import {
  giveUpTurn,
  type IdempotencyScope,
  idempotencyScope,
  keepAnswer,
  takeOpenTurn,
  whileTurn,
} from '../idempotency/idempotency.ts';
import type { Caller } from '../principal.ts';
import { abandonReceiving } from './abandon-receiving.ts';
import { whileClaimed } from './completion-claim.ts';
import { findEarlierRun } from './earlier-run.ts';
import { requireAllowedSize } from './initiate-checks.ts';
import { openReceiving, recordReceived } from './record-received.ts';
import { replayReceived, toKeptAnswer } from './replay-received.ts';
import { runCompletion } from './run-completion.ts';

export interface ReceiveInput {
  readonly workspace: WorkspaceRow;
  /** `file_size` is the size itself for a raw body, and the most it can be for a form. */
  readonly fields: InitiateRequest;
  readonly hasExactSize: boolean;
  readonly body: AsyncIterable<Uint8Array>;
  readonly idempotencyKey: string | null;
}

/**
 * Takes a whole file in one request, in two phases: a pending file with its reservation and its key first, then the
 * bytes, then the same completion every upload has. What fails on the way leaves nothing; what a crash leaves is an
 * upload session like any other, and expires like one.
 */
export async function receiveUpload(
  context: BackendContext,
  caller: Caller,
  input: ReceiveInput,
): Promise<FileRecord> {
  if (input.idempotencyKey === null) return receive(context, caller, { ...input, scope: null });
  const scope = idempotencyScope(caller.principal, 'uploadFile', input.idempotencyKey);
  const turn = await takeOpenTurn(context, scope);
  if (turn.kind === 'done') return replayReceived(context, input, turn);
  try {
    return await whileTurn(context, { scope, leaseToken: turn.leaseToken }, async () => {
      const earlier = await findEarlierRun(context, caller, { scope, turn });
      return earlier
        ? replayReceived(context, input, earlier)
        : receive(context, caller, { ...input, scope });
    });
  } catch (error) {
    await giveUpTurn(context, scope, turn.leaseToken);
    throw error;
  }
}

async function receive(
  context: BackendContext,
  caller: Caller,
  input: ReceiveInput & { readonly scope: IdempotencyScope | null },
): Promise<FileRecord> {
  const { fields, scope } = input;
  const actor = { id: caller.principal.userId, requestId: caller.requestId };
  requireAllowedSize(context, input);
  const opened = await openReceiving(context, caller, input);
  await context.crash('session-recorded');
  try {
    return await whileClaimed(context, opened, async () => {
      const { id, temp_key, tenant_id } = opened.session;
      const target = {
        key: temp_key,
        sizeBytes: input.hasExactSize ? fields.file_size : null,
        writeToken: id,
      };
      const stored = await context.storage.bucketOf(tenant_id).objects.put(target, input.body);
      const claim = await recordReceived(context, opened, { stored, fields, scope, actor });
      await context.crash('bytes-received');
      const file = await runCompletion(context, {
        claim,
        actor,
        sentParts: [],
        ...(scope === null
          ? {}
          : {
              whenRecorded: (transaction, row) => keepAnswer(transaction, scope, toKeptAnswer(context, row)),
            }),
      });
      return toFileRecord(context, file);
    });
  } catch (error) {
    await abandonReceiving(context, opened, actor);
    throw error;
  }
}
