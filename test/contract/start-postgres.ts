import type { TestProject } from 'vitest/node';
import { findPostgres, startPostgres } from '../../scripts/postgres.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** An administrator's URL of the PostgreSQL that was started for this run, without a database. */
    readonly postgresUrl: string;
  }
}

/** One PostgreSQL for all tests of a run; each test host makes a database of its own in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const source = await findPostgres();
  if ('missing' in source) throw new Error(`Tests on PostgreSQL cannot run: ${source.missing}`);
  const { url, stop } = await startPostgres(source);
  project.provide('postgresUrl', url);
  return stop;
}
