import type { DatabaseTransaction } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';

/** More than anybody reads; `reference_count` tells how many there are. */
const maxListed = 100;

/**
 * Rejects with `file_in_use` when others refer to a file: an entity does, or it has more references than the one it was
 * uploaded for. A file with that one reference, or none, belongs to whoever deletes it.
 */
export async function requireUnused(transaction: DatabaseTransaction, fileId: string): Promise<void> {
  const ofFile = transaction.selectFrom('file_references').where('file_id', '=', fileId);
  const { total, held } = await ofFile
    .select(({ fn }) => [
      fn.countAll<number>().as('total'),
      fn.countAll<number>().filterWhere('origin', '=', 'entity').as('held'),
    ])
    .executeTakeFirstOrThrow();
  if (Number(held) === 0 && Number(total) <= 1) return;
  const references = await ofFile
    .select(['reference_type', 'reference_id'])
    .orderBy('created_at')
    .orderBy('reference_type')
    .orderBy('reference_id')
    .limit(maxListed)
    .execute();
  throw new ApiError('file_in_use', 'Others refer to this file', {
    fields: { file_id: fileId, references, reference_count: Number(total) },
  });
}
