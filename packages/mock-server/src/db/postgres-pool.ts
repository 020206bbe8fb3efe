import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { DatabaseUnavailableError } from './database-unavailable-error.ts';
import { isHangUp, toPostgresError } from './postgres-error.ts';
import { parseExactNumber } from './postgres-types.ts';
import { retryUndone } from './retry-undone.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database?…` */
  readonly url: string;
  /** Connections this server holds at most. @default 10 */
  readonly maxConnections?: number;
  /** How long a statement may take; 0 for as long as it likes. @default 30 seconds */
  readonly statementTimeoutMs?: number;
  /** How long a connection may take to be made or to become free. @default 5 seconds */
  readonly connectTimeoutMs?: number;
}

/** How long an open transaction may do nothing before PostgreSQL gives up its locks; a server that hangs must not hold them. */
const idleTransactionMs = 30_000;
/** A connection nobody uses is closed after this. */
const idleConnectionMs = 30_000;
/** What the line may take on top of the statement before a silent one counts as lost. */
const answerGraceMs = 5000;

/**
 * The pool Kysely works on, with each failure told apart: undone for certain, away for now, or a mistake. Kysely sends
 * `begin`, `commit` and `rollback` through it like any other statement.
 */
export function createPostgresPool(options: PostgresOptions): PostgresPool {
  const { statementTimeoutMs = 30_000 } = options;
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: 'holdfast',
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5000,
    idleTimeoutMillis: idleConnectionMs,
    idle_in_transaction_session_timeout: idleTransactionMs,
    keepAlive: true,
    types: { getTypeParser },
    ...(statementTimeoutMs > 0 && {
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + answerGraceMs,
    }),
  });
  // An idle connection was lost; the pool has dropped it and makes a new one when it is needed.
  pool.on('error', () => undefined);
  const lost = new WeakSet<object>();
  // A connection may break at any moment, also in the one between the pool's hands and ours, and an error that nobody
  // listens to would end the process.
  pool.on('connect', (client) => client.on('error', () => lost.add(client)));

  return {
    options: pool.options,
    async connect() {
      try {
        for (;;) {
          const client = await pool.connect();
          if (!lost.has(client)) return guard(client, lost);
          client.release(true);
        }
      } catch (error) {
        throw new DatabaseUnavailableError('No connection to PostgreSQL is to be had', { cause: error });
      }
    },
    end: () => pool.end(),
  };
}

/** One connection for as long as somebody has it. `lost` holds those that broke. */
function guard(client: pg.PoolClient, lost: WeakSet<object>): PostgresPoolClient {
  let isUncommitted = false;

  const send = async (text: string, parameters: readonly unknown[]): Promise<pg.QueryResult> => {
    if (text === 'commit') isUncommitted = false;
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      // `pg` gives up on an answer without a code; whatever comes later would belong to another question.
      if (isHangUp(error) || isSilence(error)) lost.add(client);
      throw toPostgresError(error, { isConnectionLost: lost.has(client), isUncommitted });
    }
  };

  const query = async (text: string, parameters: readonly unknown[]): Promise<pg.QueryResult> => {
    if (text === 'rollback') {
      isUncommitted = false;
      // There is nothing to undo on a connection that is gone, and the first error is the one to tell.
      if (lost.has(client)) return { command: 'ROLLBACK', rowCount: null, oid: 0, rows: [], fields: [] };
    }
    if (isTransactionStart(text)) isUncommitted = true;
    // A statement on its own is a transaction of its own; Kysely's are repeated as a whole, with what they read.
    return isUncommitted ? send(text, parameters) : retryUndone(() => send(text, parameters));
  };

  return {
    // Kysely's type also asks for cursors and lists the commands it looks at; this server reads page by page instead.
    query: query as unknown as PostgresPoolClient['query'],
    release: (mustEnd = false) => client.release(mustEnd || lost.has(client)),
  };
}

function isTransactionStart(text: string): boolean {
  return text === 'begin' || text.startsWith('start transaction');
}

function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return parseExactNumber;
  return pg.types.getTypeParser(oid, format);
}
