import {
  type InitiateBatchResponse,
  type InitiateRequest,
  initiateBatchItem,
  type UploadSession,
} from '@holdfast/upload-manager/contract';
import { DatabaseUnavailableError } from '../../db/database-unavailable-error.ts';
import type { WorkspaceRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { toFailure } from '../failure.ts';
import { batchItemKey } from '../idempotency/idempotency.ts';
import { parseInput } from '../parse-input.ts';
import type { Caller } from '../principal.ts';
import { canOpenTogether, initiateTogether } from './initiate-together.ts';
import { type InitiateInput, initiateUpload } from './initiate-upload.ts';

export interface InitiateBatchInput {
  readonly workspace: WorkspaceRow;
  readonly batchReference: string | undefined;
  readonly files: readonly unknown[];
  readonly batchKey: string | undefined;
}

type Verdict = InitiateBatchResponse['results'][number];

/** A file of a batch as it was sent, and what it asks for, or why that cannot be told. */
interface BatchItem {
  readonly file: unknown;
  readonly asked: PromiseSettledResult<InitiateInput>;
  /** Whether it can be opened in one transaction with others of its kind. */
  readonly isPlain: boolean;
}

/**
 * Opens sessions with the outcome of one after the other, in the order given: each has its own verdict, and a bad file
 * hurts no other. Neighbours against which nothing speaks are recorded in one transaction.
 */
export async function initiateBatch(
  context: BackendContext,
  caller: Caller,
  input: InitiateBatchInput,
): Promise<InitiateBatchResponse> {
  const asked = await Promise.allSettled(input.files.map((file) => readItem(input, file)));
  const items = asked.map((each, index): BatchItem => {
    const isPlain = each.status === 'fulfilled' && canOpenTogether(context, each.value);
    return { file: input.files[index], asked: each, isPlain };
  });
  const results: Verdict[] = [];
  for (const run of runsOf(items)) results.push(...(await initiateRun(context, caller, run)));
  return { batch_reference: input.batchReference ?? null, results };
}

async function readItem(input: InitiateBatchInput, file: unknown): Promise<InitiateInput> {
  const { idempotency_key, ...item } = parseInput(initiateBatchItem, file);
  const key = idempotency_key ?? (await inheritedKey(input.batchKey, item.client_reference));
  const batchReference = item.batch_reference ?? input.batchReference;
  const fields: InitiateRequest = {
    ...item,
    ...(batchReference === undefined ? {} : { batch_reference: batchReference }),
  };
  return {
    workspace: input.workspace,
    fields,
    idempotency: key === undefined ? null : { route: 'initiateUploadBatch', key },
  };
}

async function inheritedKey(batchKey: string | undefined, reference: string): Promise<string | undefined> {
  return batchKey === undefined ? undefined : batchItemKey(batchKey, reference);
}

/** Neighbours that can be opened together, and everybody else alone, in order. */
function runsOf(items: readonly BatchItem[]): readonly (readonly BatchItem[])[] {
  const runs: BatchItem[][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (item.isPlain && last?.[0]?.isPlain) last.push(item);
    else runs.push([item]);
  }
  return runs;
}

async function initiateRun(
  context: BackendContext,
  caller: Caller,
  run: readonly BatchItem[],
): Promise<readonly Verdict[]> {
  const inputs = run.flatMap(({ asked, isPlain }) =>
    isPlain && asked.status === 'fulfilled' ? [asked.value] : [],
  );
  const outcomes =
    inputs.length > 0
      ? await initiatePlain(context, caller, inputs)
      : await Promise.all(run.map(({ asked }) => initiateAlone(context, caller, asked)));
  return outcomes.map((outcome, index) => toVerdict(context, caller, { file: run[index]?.file, outcome }));
}

type Outcome = PromiseSettledResult<UploadSession>;

async function initiatePlain(
  context: BackendContext,
  caller: Caller,
  inputs: readonly InitiateInput[],
): Promise<readonly Outcome[]> {
  try {
    return await initiateTogether(context, caller, inputs);
  } catch (error) {
    // What was committed before the answer was lost must not be done a second time: the client asks again.
    if (error instanceof DatabaseUnavailableError)
      return inputs.map(() => ({ status: 'rejected', reason: error }));
    context.log({ level: 'info', event: 'batch.taken_apart', requestId: caller.requestId, error });
  }
  const outcomes: Outcome[] = [];
  for (const value of inputs)
    outcomes.push(await initiateAlone(context, caller, { status: 'fulfilled', value }));
  return outcomes;
}

async function initiateAlone(
  context: BackendContext,
  caller: Caller,
  asked: BatchItem['asked'],
): Promise<Outcome> {
  if (asked.status === 'rejected') return asked;
  const [outcome] = await Promise.allSettled([initiateUpload(context, caller, asked.value)]);
  return outcome;
}

function toVerdict(
  context: BackendContext,
  caller: Caller,
  { file, outcome }: { readonly file: unknown; readonly outcome: Outcome },
): Verdict {
  const client_reference = referenceOf(file);
  if (outcome.status === 'fulfilled') return { client_reference, status: 201, session: outcome.value };
  const { problem } = toFailure(outcome.reason, caller.requestId);
  if (problem.status >= 500) {
    const error: unknown = outcome.reason;
    context.log({ level: 'error', event: 'batch.item_failed', requestId: caller.requestId, error });
  }
  return { client_reference, status: problem.status, error: problem };
}

/** What an item called itself, if it said so at all. */
function referenceOf(file: unknown): string | null {
  if (typeof file !== 'object' || file === null || !('client_reference' in file)) return null;
  return typeof file.client_reference === 'string' ? file.client_reference.slice(0, 255) : null;
}
