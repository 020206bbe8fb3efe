import type { AnalyticsGroup, StorageAnalytics } from '@holdfast/upload-manager/contract';
import { type RawBuilder, sql } from 'kysely';
import * as v from 'valibot';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { fromBase64Url, toBase64Url } from '../encoding.ts';

/** What files are grouped by. Numbers are written into the text: one database would divide a parameter as a fraction. */
const groups: Readonly<Record<AnalyticsGroup, RawBuilder<string>>> = {
  project: sql`coalesce(project_id, '')`,
  user: sql`user_id`,
  type: sql`coalesce(detected_type, mime_type)`,
  file_type: sql`coalesce(file_type, '')`,
  reference_type: sql`coalesce(reference_type, '')`,
  day: sql`cast(created_at / 86400000 as bigint)`,
};
const dayMs = 24 * 60 * 60 * 1000;

export interface AnalyticsRequest {
  readonly tenantId: string;
  /** @default all of the tenant's */
  readonly workspaceId?: string;
  readonly groupBy: AnalyticsGroup;
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/**
 * Files in storage and their bytes, by group. Reads the tenant's files of the span of time once, by the index
 * `files_by_tenant_time`; equal contents count for each file that has them.
 */
export async function storageAnalytics(
  { database }: BackendContext,
  { tenantId, workspaceId, groupBy, fromMs, toMs, cursor, limit }: AnalyticsRequest,
): Promise<StorageAnalytics> {
  const key = groups[groupBy];
  let query = database
    .selectFrom('files')
    .select(({ fn }) => [
      key.as('key'),
      fn.countAll<number>().as('files'),
      fn.sum<number>('size_bytes').as('bytes'),
    ])
    .where('tenant_id', '=', tenantId)
    .where('status', 'in', ['active', 'deleting']);
  if (workspaceId !== undefined) query = query.where('workspace_id', '=', workspaceId);
  if (fromMs !== undefined) query = query.where('created_at', '>=', fromMs);
  if (toMs !== undefined) query = query.where('created_at', '<', toMs);
  if (cursor !== undefined) query = query.where(key, '>', parseKey(cursor, groupBy));
  const found = await query
    .groupBy(key)
    .orderBy(key)
    .limit(limit + 1)
    .execute();

  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    items: rows.map((row) => ({
      key: toLabel(row.key, groupBy),
      files: Number(row.files),
      bytes: Number(row.bytes),
    })),
    next_cursor: last && found.length > limit ? formatKey(last.key) : null,
  };
}

/** A day as its date; a file without the label under null. */
function toLabel(key: string | number, groupBy: AnalyticsGroup): string | null {
  if (groupBy === 'day') return new Date(Number(key) * dayMs).toISOString().slice(0, 10);
  return key === '' ? null : String(key);
}

function formatKey(key: string | number): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(key)));
}

const textKey = v.pipe(v.string(), v.maxLength(1024), v.excludes('\0'));
const dayKey = v.pipe(v.number(), v.safeInteger());

function parseKey(cursor: string, groupBy: AnalyticsGroup): string {
  try {
    const key: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(cursor)));
    // The day is a number on the wire to the database as well; the column's type says text for all groups.
    return groupBy === 'day' ? (v.parse(dayKey, key) as unknown as string) : v.parse(textKey, key);
  } catch (error) {
    throw new ApiError('invalid_request', 'The cursor is not one this server gave', { cause: error });
  }
}
