import { DatabaseUnavailableError } from './database-unavailable-error.ts';

/** The database undid everything since `begin`, for certain: the same work may be done again at once. */
export class TransactionUndoneError extends DatabaseUnavailableError {
  override readonly name = 'TransactionUndoneError';
}
