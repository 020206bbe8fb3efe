import { type Kysely, sql } from 'kysely';

/** Workspaces with their quota, browser sessions, files, upload sessions, idempotency keys and the audit trail. */
export async function createMainFlow(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('workspaces')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('plan', 'text', (column) => column.notNull())
    .addColumn('used_bytes', 'bigint', (column) => column.notNull())
    .addColumn('reserved_bytes', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addCheckConstraint('workspaces_used_not_negative', sql`used_bytes >= 0`)
    .addCheckConstraint('workspaces_reserved_not_negative', sql`reserved_bytes >= 0`)
    .execute();

  await database.schema
    .createTable('browser_sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();

  await database.schema
    .createTable('files')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('failure_reason', 'text')
    .addColumn('storage_key', 'text', (column) => column.notNull())
    .addColumn('file_name', 'text', (column) => column.notNull())
    .addColumn('size_bytes', 'bigint', (column) => column.notNull())
    .addColumn('mime_type', 'text', (column) => column.notNull())
    .addColumn('detected_type', 'text')
    .addColumn('checksum_algorithm', 'text')
    .addColumn('checksum_value', 'text')
    .addColumn('chunk_size', 'bigint', (column) => column.notNull())
    .addColumn('last_modified', 'bigint')
    .addColumn('reference_type', 'text')
    .addColumn('reference_id', 'text')
    .addColumn('project_id', 'text')
    .addColumn('scene_id', 'text')
    .addColumn('file_type', 'text')
    .addColumn('category_ids', 'text', (column) => column.notNull())
    .addColumn('metadata', 'text', (column) => column.notNull())
    .addColumn('processing_status', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema
    .createIndex('files_by_workspace')
    .on('files')
    .columns(['workspace_id', 'status', 'created_at', 'id'])
    .execute();
  await database.schema
    .createIndex('files_by_user')
    .on('files')
    .columns(['tenant_id', 'user_id', 'status'])
    .execute();

  await database.schema
    .createTable('upload_sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('file_id', 'text', (column) => column.notNull().unique().references('files.id'))
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('failure_reason', 'text')
    .addColumn('upload_type', 'text', (column) => column.notNull())
    .addColumn('file_size', 'bigint', (column) => column.notNull())
    .addColumn('chunk_size', 'bigint', (column) => column.notNull())
    .addColumn('part_count', 'integer', (column) => column.notNull())
    .addColumn('checksum_algorithm', 'text', (column) => column.notNull())
    .addColumn('multipart_id', 'text')
    .addColumn('temp_key', 'text', (column) => column.notNull())
    .addColumn('checksum_value', 'text')
    .addColumn('final_key', 'text')
    .addColumn('client_reference', 'text')
    .addColumn('batch_reference', 'text')
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('hard_expires_at', 'bigint', (column) => column.notNull())
    .addColumn('claim_token', 'text')
    .addColumn('claim_until', 'bigint')
    .addColumn('purged_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema
    .createIndex('upload_sessions_by_user')
    .on('upload_sessions')
    .columns(['tenant_id', 'user_id', 'status', 'created_at', 'id'])
    .execute();
  await database.schema
    .createIndex('upload_sessions_by_expiry')
    .on('upload_sessions')
    .columns(['status', 'expires_at'])
    .execute();

  await database.schema
    .createTable('part_bindings')
    .addColumn('session_id', 'text', (column) => column.notNull().references('upload_sessions.id'))
    .addColumn('part_number', 'integer', (column) => column.notNull())
    .addColumn('checksum', 'text', (column) => column.notNull())
    .addColumn('bound_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('part_bindings_key', ['session_id', 'part_number'])
    .execute();

  await database.schema
    .createTable('idempotency_keys')
    .addColumn('principal', 'text', (column) => column.notNull())
    .addColumn('route', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('fields_hash', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('lease_token', 'text', (column) => column.notNull())
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .addColumn('session_id', 'text')
    .addColumn('answer', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_keys_key', ['principal', 'route', 'key'])
    .execute();
  await database.schema
    .createIndex('idempotency_keys_by_expiry')
    .on('idempotency_keys')
    .column('expires_at')
    .execute();

  await database.schema
    .createTable('audit_events')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('subject_type', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('from_status', 'text')
    .addColumn('to_status', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('request_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema
    .createIndex('audit_events_by_subject')
    .on('audit_events')
    .columns(['subject_id', 'created_at'])
    .execute();
}
