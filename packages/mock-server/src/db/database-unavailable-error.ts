/** The database did not do its work now but may do it later: locked, full, unreadable, away. */
export class DatabaseUnavailableError extends Error {
  override readonly name: string = 'DatabaseUnavailableError';
}
