import type { ReferencedFileList } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import { toFileRecord } from '../files/to-file-record.ts';
import { formatCursor, isAfter, type PageRequest } from '../page.ts';
import type { Principal } from '../principal.ts';
import type { Reference } from './insert-reference.ts';

export interface ReferencedFilesQuery {
  readonly reference: Reference;
  readonly workspaceIds: readonly string[];
  readonly page: PageRequest;
}

/** The active files of a reference, what was referred to last first, and how many there are. */
export async function listReferencedFiles(
  context: BackendContext,
  principal: Principal,
  { reference, workspaceIds, page }: ReferencedFilesQuery,
): Promise<ReferencedFileList> {
  if (workspaceIds.length === 0) return { items: [], next_cursor: null, total: 0 };
  const { after, limit } = page;
  const matching = context.database
    .selectFrom('file_references as link')
    .innerJoin('files as file', 'file.id', 'link.file_id')
    .where('link.tenant_id', '=', principal.tenantId)
    .where('link.workspace_id', 'in', [...workspaceIds])
    .where('link.reference_type', '=', reference.type)
    .where('link.reference_id', '=', reference.id)
    .where('file.status', '=', 'active');
  const { total } = await matching
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rest = after ? matching.where(isAfter(after, ['link.created_at', 'link.file_id'])) : matching;
  const found = await rest
    .selectAll('file')
    .select('link.created_at as linked_at')
    .orderBy('link.created_at', 'desc')
    .orderBy('link.file_id', 'desc')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => toFileRecord(context, row)),
    next_cursor: last ? formatCursor({ createdAt: last.linked_at, id: last.id }) : null,
    total: Number(total),
  };
}
