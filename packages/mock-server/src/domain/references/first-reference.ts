import { sql } from 'kysely';
import type { DatabaseTransaction } from '../../db/schema.ts';

/** The reference a file's record shows is its oldest; called whenever one was added or removed. */
export async function showFirstReference(
  transaction: DatabaseTransaction,
  fileIds: readonly string[],
): Promise<void> {
  if (fileIds.length === 0) return;
  const first = (column: 'reference_type' | 'reference_id') => sql<string | null>`(
    select ${sql.ref(`first.${column}`)} from file_references first where first.file_id = files.id
    order by first.created_at, first.reference_type, first.reference_id limit 1)`;
  await transaction
    .updateTable('files')
    .set({ reference_type: first('reference_type'), reference_id: first('reference_id') })
    .where('id', 'in', [...fileIds])
    .execute();
}
