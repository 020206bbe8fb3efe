import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { DatabaseTransaction, FileRow, Schema } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { whileRenewing } from '../while-renewing.ts';
import type { OnFileActive } from './file-hook.ts';
import { settleVerdict } from './settle-verdict.ts';
import { toFileRecord } from './to-file-record.ts';

type EventRow = Selectable<Schema['file_events']>;

const leaseMs = 60_000;
const firstRetryMs = 30_000;
const maxRetryMs = 60 * 60 * 1000;
/** About half a day of trying. */
const maxAttempts = 20;
const pageSize = 50;

/** Writes down that the host is to be told, in the transaction that makes the files active. */
export async function recordFileEvents(
  context: BackendContext,
  transaction: DatabaseTransaction,
  files: readonly Pick<FileRow, 'id' | 'tenant_id'>[],
): Promise<void> {
  if (!context.onFileActive) return;
  const now = context.clock.now();
  const events = files.map(({ id, tenant_id }) => ({
    id: context.identifiers.uuid(),
    tenant_id,
    file_id: id,
    attempts: 0,
    due_at: now,
    created_at: now,
  }));
  await transaction.insertInto('file_events').values(events).execute();
}

export interface DeliveryReport {
  readonly delivered: number;
  readonly failed: number;
}

/** Tells the host of every file that is due. Whoever claims an event tells of it; nobody else does meanwhile. */
export async function deliverFileEvents(
  context: BackendContext,
  signal?: AbortSignal,
): Promise<DeliveryReport> {
  const { database, clock, onFileActive } = context;
  let delivered = 0;
  let failed = 0;
  if (!onFileActive) return { delivered, failed };
  for (;;) {
    const due = await database
      .selectFrom('file_events')
      .select('id')
      .where('due_at', '<=', clock.now())
      .orderBy('due_at')
      .orderBy('id')
      .limit(pageSize)
      .execute();
    for (const { id } of due) {
      if (signal?.aborted) return { delivered, failed };
      const event = await claimEvent(context, id);
      if (!event) continue;
      if (await deliver(context, event, onFileActive)) delivered += 1;
      else failed += 1;
    }
    // What was claimed is not due any more, so that each round meets new events.
    if (due.length < pageSize) return { delivered, failed };
  }
}

function claimEvent({ database, clock }: BackendContext, eventId: string): Promise<EventRow | undefined> {
  const now = clock.now();
  return database
    .updateTable('file_events')
    .set({ attempts: sql`attempts + 1`, due_at: now + leaseMs })
    .where('id', '=', eventId)
    .where('due_at', '<=', now)
    .returningAll()
    .executeTakeFirst();
}

async function deliver(context: BackendContext, event: EventRow, hook: OnFileActive): Promise<boolean> {
  const { database, clock, storage, log } = context;
  const file = await database
    .selectFrom('files')
    .selectAll()
    .where('id', '=', event.file_id)
    .executeTakeFirstOrThrow();
  // A file that was deleted in the meantime is nothing to tell of.
  if (file.status !== 'active') return forget(context, event);
  const renew = () =>
    database
      .updateTable('file_events')
      .set({ due_at: clock.now() + leaseMs })
      .where('id', '=', event.id)
      .execute();
  try {
    const verdict = await whileRenewing({ name: 'file-event', renewalMs: leaseMs / 3, renew, log }, () =>
      hook({
        eventId: event.id,
        file: toFileRecord(context, file),
        open: () =>
          storage.bucketOf(file.tenant_id).objects.open(file.storage_key, { start: 0, end: file.size_bytes }),
      }),
    );
    await context.crash('hook-answered');
    await settleVerdict(context, file, verdict);
    return await forget(context, event);
  } catch (error) {
    log({ level: 'warn', event: 'file_event.failed', fileId: file.id, attempts: event.attempts, error });
    if (event.attempts >= maxAttempts) {
      await settleVerdict(context, file, 'failed');
      await forget(context, event);
      return false;
    }
    const delayMs = Math.min(maxRetryMs, firstRetryMs * 2 ** (event.attempts - 1));
    await database
      .updateTable('file_events')
      .set({ due_at: clock.now() + delayMs })
      .where('id', '=', event.id)
      .execute();
    return false;
  }
}

async function forget({ database }: BackendContext, event: EventRow): Promise<true> {
  await database.deleteFrom('file_events').where('id', '=', event.id).execute();
  return true;
}
