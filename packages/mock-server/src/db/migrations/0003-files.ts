import type { Kysely } from 'kysely';

/** Files received in one request, contents that several files share, and what a host has yet to be told. */
export async function createFiles(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('upload_sessions').addColumn('received_at', 'bigint').execute();
  await database.schema
    .alterTable('upload_sessions')
    .addColumn('is_deduplicated', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();

  await database.schema
    .createTable('blobs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('storage_key', 'text', (column) => column.notNull())
    .addColumn('size_bytes', 'bigint', (column) => column.notNull())
    .addColumn('chunk_size', 'bigint', (column) => column.notNull())
    .addColumn('digest', 'text')
    .addColumn('file_count', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    // Null, as the digest of a blob on its way out, is equal to nothing.
    .addUniqueConstraint('blobs_content', ['workspace_id', 'size_bytes', 'chunk_size', 'digest'])
    .execute();
  await database.schema
    .createTable('file_events')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('file_id', 'text', (column) => column.notNull().references('files.id').onDelete('cascade'))
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema
    .createIndex('file_events_by_due')
    .on('file_events')
    .columns(['due_at', 'id'])
    .execute();

  await database.schema.alterTable('files').addColumn('blob_id', 'text').execute();
  await database.schema.createIndex('files_by_blob').on('files').column('blob_id').execute();
}
