import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { DatabaseUnavailableError } from './database-unavailable-error.ts';

export interface NodeSqliteOptions {
  /** A path, or `:memory:`. */
  readonly path: string;
  /** How long another process may hold the write lock. @default 5000 */
  readonly busyTimeoutMs?: number;
}

/** Statements are compiled once; the queries of this server are far fewer than this. */
const maxCachedStatements = 256;

/** Kysely on Node's own SQLite: one connection, one transaction at a time, every commit on disk before it is answered. */
export function createNodeSqliteDialect(options: NodeSqliteOptions): Dialect {
  return {
    createDriver: () => createDriver(options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    // SQLite rolls DDL back like anything else, so a migration that fails half-way leaves nothing.
    createAdapter: () =>
      Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true }),
    createIntrospector: (database) => new SqliteIntrospector(database),
  };
}

function createDriver(options: NodeSqliteOptions): Driver {
  let database: DatabaseSync | undefined;
  let connection: DatabaseConnection | undefined;

  return {
    async init() {
      database = open(options);
      connection = createConnection(database);
    },
    async acquireConnection() {
      if (!connection) throw new DatabaseUnavailableError('The database is closed');
      return connection;
    },
    // The adapter says that there is one connection, so Kysely hands it out to one at a time: a transaction spans awaits,
    // and statements of another request must not slip into it.
    async releaseConnection() {},
    // A transaction that starts by reading and then writes gets SQLITE_BUSY at once, whatever busy_timeout says;
    // taking the write lock at the start waits instead.
    async beginTransaction(current) {
      await current.executeQuery(CompiledQuery.raw('begin immediate'));
    },
    async commitTransaction(current) {
      await current.executeQuery(CompiledQuery.raw('commit'));
    },
    async rollbackTransaction(current) {
      // SQLite itself rolls back on a full disk or an I/O error; a second rollback would hide the first error.
      if (database?.isTransaction) await current.executeQuery(CompiledQuery.raw('rollback'));
    },
    async destroy() {
      database?.close();
      database = undefined;
      connection = undefined;
    },
  };
}

function open({ path, busyTimeoutMs = 5000 }: NodeSqliteOptions): DatabaseSync {
  try {
    // SQLite gives its log files the rights of the database; nobody else on the machine reads tokens' hashes.
    if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600));
    const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: busyTimeoutMs });
    database.exec('pragma journal_mode = wal; pragma synchronous = full;');
    return database;
  } catch (error) {
    throw toDatabaseError(error);
  }
}

function createConnection(database: DatabaseSync): DatabaseConnection {
  const statements = new Map<string, StatementSync>();

  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= maxCachedStatements) statements.clear();
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      try {
        const statement = prepare(query.sql);
        const parameters = query.parameters.map(toSqliteValue);
        if (statement.columns().length > 0) return { rows: statement.all(...parameters) as Row[] };
        const { changes, lastInsertRowid } = statement.run(...parameters);
        return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
      } catch (error) {
        throw toDatabaseError(error);
      }
    },
    // biome-ignore lint/correctness/useYield: Kysely asks for the method; this server reads page by page instead.
    async *streamQuery() {
      throw new Error('Streaming is not supported: read page by page');
    },
  };
}

type SqliteValue = string | number | bigint | null | Uint8Array;

function toSqliteValue(value: unknown): SqliteValue {
  if (value === null || value instanceof Uint8Array) return value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  throw new TypeError(`A ${typeof value} cannot be stored`);
}

/** Primary result codes that say «not now»: BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN. */
const unavailableCodes = new Set([5, 6, 8, 10, 13, 14]);

function toDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error;
  if (!unavailableCodes.has(error.errcode & 0xff)) return error;
  return new DatabaseUnavailableError(`SQLite answered ${error.errcode}`, { cause: error });
}
