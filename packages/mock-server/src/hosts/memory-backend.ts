import { sql } from 'kysely';
import { type Backend, type BackendOptions, createBackend } from '../create-backend.ts';
import { openSqliteDatabase } from '../db/open-sqlite-database.ts';
import type { Database } from '../db/schema.ts';
import { randomIdentifiers, systemClock } from '../domain/system-ports.ts';
import { createMemoryStorage, type MemoryStorage } from '../storage/memory/memory-storage.ts';
import { createPrometheusMetrics } from './prometheus-metrics.ts';

export interface MemoryBackend {
  readonly backend: Backend;
  readonly database: Database;
  readonly storage: MemoryStorage;
  /** Looks into the database by plain SQL, for what a test wants to compare. */
  query<Row>(text: string): Promise<readonly Row[]>;
}

/** The whole backend in memory, for tests: SQLite without a file, objects without a disk. */
export async function createMemoryBackend(
  options: Partial<Omit<BackendOptions, 'storage'>> = {},
): Promise<MemoryBackend> {
  const database = options.database ?? (await openSqliteDatabase({ path: ':memory:' }));
  const storage = createMemoryStorage({
    signingSecret: randomIdentifiers.secret(),
    baseUrl: options.settings?.publicUrl ?? 'http://localhost',
    clock: options.clock ?? systemClock,
    identifiers: options.identifiers ?? randomIdentifiers,
    log: options.log ?? (() => undefined),
  });
  return {
    backend: await createBackend({ metrics: createPrometheusMetrics(), ...options, database, storage }),
    database,
    storage,
    query: async <Row>(text: string) => (await sql.raw<Row>(text).execute(database)).rows,
  };
}
