import { DatabaseUnavailableError } from './database-unavailable-error.ts';
import { TransactionUndoneError } from './transaction-undone-error.ts';
import { UnstorableTextError } from './unstorable-text-error.ts';

/** What was going on when PostgreSQL, or the line to it, failed. */
export interface PostgresSituation {
  readonly isConnectionLost: boolean;
  /** Whether a transaction was open and its commit not yet asked for. */
  readonly isUncommitted: boolean;
}

/** Serialization failure and deadlock: the whole transaction is undone, also when `commit` is what is refused. */
const conflictStates = new Set(['40001', '40P01']);

/** `admin_shutdown`, `crash_shutdown`, `cannot_connect_now`, `idle_session_timeout`, `idle_in_transaction_session_timeout`: the server hangs up. */
const hangUpStates = new Set(['57P01', '57P02', '57P03', '57P05', '25P03']);

/** `query_canceled` (a timeout), `lock_not_available`, `read_only_sql_transaction` (a standby after a failover), `io_error`. */
const notNowStates = new Set(['57014', '55P03', '25006', '58030']);

/** `character_not_in_repertoire`, which text from JavaScript can only earn by a NUL. */
const nulState = '22021';

/** Connection exceptions, and insufficient resources: disk, memory, connections. */
const notNowClasses = new Set(['08', '53']);

/** Whether the server ends the connection with this error. */
export function isHangUp(error: unknown): boolean {
  return hangUpStates.has(stateOf(error));
}

/** An error of `pg` as this server tells them apart; one that is no matter of time stays what it is. */
export function toPostgresError(error: unknown, situation: PostgresSituation): unknown {
  const state = stateOf(error);
  if (conflictStates.has(state)) {
    return new TransactionUndoneError(`PostgreSQL undid the transaction with ${state}`, { cause: error });
  }
  if (situation.isConnectionLost || hangUpStates.has(state)) {
    // Without its `commit` a transaction that lost its connection is undone; with it, nobody here can tell.
    if (situation.isUncommitted) {
      return new TransactionUndoneError('The connection was lost before commit', { cause: error });
    }
    return new DatabaseUnavailableError('The connection to PostgreSQL was lost', { cause: error });
  }
  if (notNowStates.has(state) || notNowClasses.has(state.slice(0, 2))) {
    return new DatabaseUnavailableError(`PostgreSQL answered ${state}`, { cause: error });
  }
  if (state === nulState) return new UnstorableTextError('PostgreSQL stores no NUL', { cause: error });
  return error;
}

/** The five characters of SQLSTATE, or nothing for an error that did not come from the server. */
function stateOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return '';
  return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : '';
}
