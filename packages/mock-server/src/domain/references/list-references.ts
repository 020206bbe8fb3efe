import type { ReferenceList } from '@holdfast/upload-manager/contract';
import { sql } from 'kysely';
import * as v from 'valibot';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { fromBase64Url, toBase64Url } from '../encoding.ts';
import type { Principal } from '../principal.ts';

export interface ReferencesQuery {
  readonly workspaceIds: readonly string[];
  /** @default every type */
  readonly type: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** What the active files of workspaces are for, by type and id. A file with two references counts for both. */
export async function listReferences(
  context: BackendContext,
  principal: Principal,
  { workspaceIds, type, cursor, limit }: ReferencesQuery,
): Promise<ReferenceList> {
  if (workspaceIds.length === 0) return { items: [], next_cursor: null };
  let query = context.database
    .selectFrom('file_references as link')
    .innerJoin('files as file', 'file.id', 'link.file_id')
    .select(({ fn }) => [
      'link.reference_type',
      'link.reference_id',
      fn.countAll<number>().as('files'),
      fn.sum<number>('file.size_bytes').as('bytes'),
    ])
    .where('link.tenant_id', '=', principal.tenantId)
    .where('link.workspace_id', 'in', [...workspaceIds])
    .where('file.status', '=', 'active');
  if (type !== undefined) query = query.where('link.reference_type', '=', type);
  if (cursor !== undefined) {
    const [lastType, lastId] = parseCursor(cursor);
    // Both databases compare the two columns as one.
    query = query.where(sql<boolean>`(link.reference_type, link.reference_id) > (${lastType}, ${lastId})`);
  }
  const found = await query
    .groupBy(['link.reference_type', 'link.reference_id'])
    .orderBy('link.reference_type')
    .orderBy('link.reference_id')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => ({ ...row, files: Number(row.files), bytes: Number(row.bytes) })),
    next_cursor: last ? formatCursor(last) : null,
  };
}

function formatCursor(last: { readonly reference_type: string; readonly reference_id: string }): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify([last.reference_type, last.reference_id])));
}

const text = v.pipe(v.string(), v.maxLength(255), v.excludes('\0'));
const position = v.strictTuple([text, text]);

function parseCursor(cursor: string): v.InferOutput<typeof position> {
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(cursor));
    return v.parse(position, JSON.parse(decoded));
  } catch (error) {
    throw new ApiError('invalid_request', 'The cursor is not one this server gave', { cause: error });
  }
}
