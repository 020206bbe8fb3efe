import { sql } from 'kysely';
import { pendingMigrations } from '../db/migrate.ts';
import type { BackendContext } from './backend-context.ts';

type ComponentState = 'ok' | 'unavailable';

export interface ComponentReport {
  readonly components: Readonly<Record<string, ComponentState>>;
  /** What is wrong, by component; those that are well have no entry. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Asks everything the backend cannot work without whether it is there. */
export async function checkComponents({ database, storage, log }: BackendContext): Promise<ComponentReport> {
  const probes: Readonly<Record<string, () => Promise<unknown>>> = {
    database: () => sql`select 1`.execute(database),
    migrations: async () => {
      const pending = await pendingMigrations(database);
      if (pending.length > 0) throw new Error(`Not applied yet: ${pending.join(', ')}`);
    },
    storage: () => storage.check(),
  };
  const checked = await Promise.all(
    Object.entries(probes).map(async ([component, probe]) => {
      try {
        await probe();
        return { component, reason: undefined };
      } catch (error) {
        log({ level: 'warn', event: 'readiness.failed', component, error });
        return { component, reason: reasonOf(error) };
      }
    }),
  );
  return {
    components: Object.fromEntries(
      checked.map(({ component, reason }) => [component, reason === undefined ? 'ok' : 'unavailable']),
    ),
    reasons: Object.fromEntries(
      checked.flatMap(({ component, reason }) => (reason === undefined ? [] : [[component, reason]])),
    ),
  };
}

/** The messages of an error and of what caused it. */
function reasonOf(error: unknown): string {
  const messages: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) messages.push(cause.message);
  return messages.join(': ') || String(error);
}
