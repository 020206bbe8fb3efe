import { type Kysely, sql } from 'kysely';

/** Entities, references, counts, memberships, files found in older storage, and what each user has taken. */
export async function createEntities(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('users')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('used_bytes', 'bigint', (column) => column.notNull())
    .addColumn('reserved_bytes', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('users_key', ['tenant_id', 'user_id'])
    .addCheckConstraint('users_used_not_negative', sql`used_bytes >= 0`)
    .addCheckConstraint('users_reserved_not_negative', sql`reserved_bytes >= 0`)
    .execute();

  await database.schema
    .createTable('memberships')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('memberships_key', ['tenant_id', 'user_id', 'workspace_id'])
    .execute();

  await database.schema
    .createTable('plan_counts')
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('scope_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('used', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('plan_counts_key', ['scope', 'scope_id', 'kind'])
    .addCheckConstraint('plan_counts_not_negative', sql`used >= 0`)
    .execute();

  await database.schema
    .createTable('entities')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('parent_id', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('attributes', 'text', (column) => column.notNull())
    .addColumn('deleted_files', 'bigint', (column) => column.notNull())
    .addColumn('trashed_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema
    .createIndex('entities_by_workspace')
    .on('entities')
    .columns(['workspace_id', 'status', 'created_at', 'id'])
    .execute();
  await database.schema
    .createIndex('entities_by_kind')
    .on('entities')
    .columns(['workspace_id', 'kind', 'status', 'created_at', 'id'])
    .execute();
  await database.schema
    .createIndex('entities_by_parent')
    .on('entities')
    .columns(['parent_id', 'status', 'created_at', 'id'])
    .execute();

  await database.schema
    .createTable('file_references')
    .addColumn('file_id', 'text', (column) => column.notNull().references('files.id').onDelete('cascade'))
    .addColumn('reference_type', 'text', (column) => column.notNull())
    .addColumn('reference_id', 'text', (column) => column.notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('file_references_key', ['file_id', 'reference_type', 'reference_id'])
    .execute();
  await database.schema
    .createIndex('file_references_by_reference')
    .on('file_references')
    .columns(['reference_id', 'reference_type', 'tenant_id', 'created_at', 'file_id'])
    .execute();

  await database.schema
    .createTable('legacy_files')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('storage_key', 'text', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('file_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('legacy_files_key', ['tenant_id', 'storage_key'])
    .execute();

  await countWhatIsThere(database);
}

/** A database that was in use before has files, references and workspaces to start from. */
async function countWhatIsThere(database: Kysely<unknown>): Promise<void> {
  await sql`
    insert into users (tenant_id, user_id, used_bytes, reserved_bytes)
    select tenant_id, user_id,
           sum(case when status in ('active', 'deleting') then size_bytes else 0 end),
           sum(case when status = 'pending' then size_bytes else 0 end)
    from files group by tenant_id, user_id`.execute(database);
  await sql`
    insert into file_references (file_id, reference_type, reference_id, tenant_id, workspace_id, origin, created_at)
    select id, reference_type, reference_id, tenant_id, workspace_id, 'client', created_at
    from files
    where reference_type is not null and reference_id is not null and status in ('pending', 'active')`.execute(
    database,
  );
  await sql`
    insert into plan_counts (scope, scope_id, kind, used)
    select 'tenant', tenant_id, 'workspace', count(*) from workspaces group by tenant_id`.execute(database);
}
