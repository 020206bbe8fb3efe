import type { Kysely } from 'kysely';

/** Files received in one request, contents that several files share, and what a host has yet to be told about files. */
export async function createFiles(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('upload_sessions').addColumn('received_at', 'bigint').execute();
}
