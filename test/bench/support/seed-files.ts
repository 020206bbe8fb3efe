import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/** Text that both databases understand: a zero-padded id, a name of which one in a hundred thousand begins with `rare`. */
const columns = `id, tenant_id, workspace_id, user_id, status, storage_key, file_name, name_folded, size_bytes, mime_type,
  chunk_size, category_ids, metadata, processing_status, created_at, updated_at`;
const name = "case when n % 100000 = 77 then 'rare_' else 'img_' end || n";
const padded = "substr('000000000' || n, -10)";
const paddedPostgres = "lpad(n::text, 10, '0')";

function select(id: string): string {
  return `select 'f' || ${id}, 't', 'w', 'u', case when n % 50 = 0 then 'failed' else 'active' end, 'k' || n, ${name}, ${name},
    1000, 'image/png', 1000, '[]', '{}', 'none', 1700000000000 + n * 10, 1700000000000 + n * 10`;
}

/** Fills the history of the bench's user with files `from` to `to`, oldest first, ten milliseconds apart. */
export async function seedFiles(databaseUrl: string, from: number, to: number): Promise<void> {
  if (databaseUrl.startsWith('sqlite:')) {
    const database = new DatabaseSync(databaseUrl.slice('sqlite:'.length));
    database.exec(`
      with recursive numbers(n) as (select ${from} union all select n + 1 from numbers where n < ${to - 1})
      insert into files (${columns}) ${select(padded)} from numbers;
      analyze; pragma wal_checkpoint(truncate);`);
    database.close();
    return;
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `insert into files (${columns}) ${select(paddedPostgres)} from generate_series(${from}, ${to - 1}) as n`,
  );
  await client.query('vacuum analyze files');
  await client.end();
}
