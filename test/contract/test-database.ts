/** An empty database that a server under test is given, and a look into it beside the server. */
export interface TestDatabase {
  /** For the server's `DATABASE_URL`. */
  readonly url: string;
  /** Numbers come as numbers, whatever the database. */
  query<Row>(text: string): Promise<readonly Row[]>;
  remove(): Promise<void>;
}
