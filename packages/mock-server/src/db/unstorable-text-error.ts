/** Text that no database takes: it holds a NUL. */
export class UnstorableTextError extends Error {
  override readonly name = 'UnstorableTextError';
}
