import type { Kysely } from 'kysely';

/** What files are for is listed by type and id: a page reads the references of the workspace, and of nobody else. */
export async function indexReferences(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createIndex('file_references_by_workspace')
    .on('file_references')
    .columns(['workspace_id', 'reference_type', 'reference_id', 'file_id'])
    .execute();
}
