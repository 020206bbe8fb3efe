import type { AuditEvent, AuditEventList, auditEventQuery } from '@holdfast/upload-manager/contract';
import type { Selectable } from 'kysely';
import type { InferOutput } from 'valibot';
import type { Schema } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { toTimestamp } from '../encoding.ts';
import { isAfter, type PageRequest, toPage } from '../page.ts';
import { toEpochMs } from '../to-epoch-ms.ts';

type AuditFilter = Omit<InferOutput<typeof auditEventQuery>, 'cursor' | 'limit'>;

/** The audit trail, newest first, over all tenants: for operators. */
export async function listAuditEvents(
  { database }: BackendContext,
  { filter, page }: { readonly filter: AuditFilter; readonly page: PageRequest },
): Promise<AuditEventList> {
  const { after, limit } = page;
  let query = database.selectFrom('audit_events').selectAll();
  for (const column of ['tenant_id', 'actor_id', 'subject_type', 'subject_id'] as const) {
    const wanted = filter[column];
    // Kysely cannot tell that the column and the value come from the same key.
    if (wanted !== undefined) query = query.where(column, '=', wanted as never);
  }
  if (filter.from !== undefined) query = query.where('created_at', '>=', toEpochMs(filter.from));
  if (filter.to !== undefined) query = query.where('created_at', '<', toEpochMs(filter.to));
  if (after) {
    query = query.where(isAfter(after));
  }
  const found = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows, next_cursor } = toPage(found, limit);
  return { items: rows.map(toAuditEvent), next_cursor };
}

function toAuditEvent({ id, created_at, ...event }: Selectable<Schema['audit_events']>): AuditEvent {
  return { event_id: id, ...event, created_at: toTimestamp(created_at) };
}
