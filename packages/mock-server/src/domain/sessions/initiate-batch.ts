import {
  type InitiateBatchResponse,
  type InitiateRequest,
  initiateBatchItem,
} from '@holdfast/upload-manager/contract';
import type { WorkspaceRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { toFailure } from '../failure.ts';
import { batchItemKey } from '../idempotency/idempotency.ts';
import { parseInput } from '../parse-input.ts';
import type { Caller } from '../principal.ts';
import { initiateUpload } from './initiate-upload.ts';

export interface InitiateBatchInput {
  readonly workspace: WorkspaceRow;
  readonly batchReference: string | undefined;
  readonly files: readonly unknown[];
  readonly batchKey: string | undefined;
}

/** Opens sessions one after the other, in the order given: each has its own verdict, and a bad file hurts no other. */
export async function initiateBatch(
  context: BackendContext,
  caller: Caller,
  input: InitiateBatchInput,
): Promise<InitiateBatchResponse> {
  const results: InitiateBatchResponse['results'] = [];
  for (const file of input.files) results.push(await initiateItem(context, caller, { ...input, file }));
  return { batch_reference: input.batchReference ?? null, results };
}

async function initiateItem(
  context: BackendContext,
  caller: Caller,
  input: InitiateBatchInput & { readonly file: unknown },
): Promise<InitiateBatchResponse['results'][number]> {
  try {
    const { idempotency_key, ...item } = parseInput(initiateBatchItem, input.file);
    const key = idempotency_key ?? (await inheritedKey(input.batchKey, item.client_reference));
    const batchReference = item.batch_reference ?? input.batchReference;
    const fields: InitiateRequest = {
      ...item,
      ...(batchReference === undefined ? {} : { batch_reference: batchReference }),
    };
    const session = await initiateUpload(context, caller, {
      workspace: input.workspace,
      fields,
      idempotency: key === undefined ? null : { route: 'initiateUploadBatch', key },
    });
    return { client_reference: item.client_reference, status: 201, session };
  } catch (error) {
    const { problem } = toFailure(error, caller.requestId);
    if (problem.status >= 500) {
      context.log({ level: 'error', event: 'batch.item_failed', requestId: caller.requestId, error });
    }
    return { client_reference: referenceOf(input.file), status: problem.status, error: problem };
  }
}

async function inheritedKey(batchKey: string | undefined, reference: string): Promise<string | undefined> {
  return batchKey === undefined ? undefined : batchItemKey(batchKey, reference);
}

/** What a refused item called itself, if it said so at all. */
function referenceOf(file: unknown): string | null {
  if (typeof file !== 'object' || file === null || !('client_reference' in file)) return null;
  return typeof file.client_reference === 'string' ? file.client_reference.slice(0, 255) : null;
}
