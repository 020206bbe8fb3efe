import { retryUndone } from './retry-undone.ts';
import type { Database } from './schema.ts';

/**
 * Makes every transaction of a database repeat itself when the database undid it because of another one. What is done
 * in a transaction must therefore touch nothing but the transaction; the services of this server keep to that.
 */
export function retryTransactions(database: Database): Database {
  const begin = database.transaction.bind(database);
  database.transaction = () => {
    const builder = begin();
    const execute = builder.execute.bind(builder);
    builder.execute = (work) => retryUndone(() => execute(work));
    return builder;
  };
  return database;
}
