import { type Kysely, sql } from 'kysely';

/** The audit trail is paged by time with and without a subject, and what is over long ago is found without looking at the rest. */
export async function indexRetention(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropIndex('audit_events_by_subject').execute();
  await database.schema
    .createIndex('audit_events_by_subject')
    .on('audit_events')
    .columns(['subject_id', 'created_at', 'id'])
    .execute();
  await database.schema
    .createIndex('audit_events_by_time')
    .on('audit_events')
    .columns(['created_at', 'id'])
    .execute();
  await database.schema
    .createIndex('background_tasks_by_end')
    .on('background_tasks')
    .columns(['finished_at', 'id'])
    .where(sql.ref('finished_at'), 'is not', null)
    .execute();
  await database.schema
    .createIndex('entities_deleted')
    .on('entities')
    .columns(['updated_at', 'id'])
    .where(sql.ref('status'), '=', 'deleted')
    .execute();
}
