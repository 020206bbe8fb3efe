import { sql } from 'kysely';
import { pendingMigrations } from '../db/migrate.ts';
import type { BackendContext } from './backend-context.ts';

type ComponentState = 'ok' | 'degraded' | 'unavailable';

export interface ComponentReport {
  /** Whether everything is there that the backend cannot work without. */
  readonly isReady: boolean;
  readonly components: Readonly<Record<string, ComponentState>>;
  /** What is wrong, by component; those that are well have no entry. */
  readonly reasons: Readonly<Record<string, string>>;
}

interface Checked {
  readonly name: string;
  readonly state: ComponentState;
  readonly reason?: string;
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
  const problems: Readonly<Record<string, readonly string[]>> = { storage: storage.problems ?? [] };

  const check = async ([name, probe]: [string, () => Promise<unknown>]): Promise<Checked> => {
    try {
      await probe();
    } catch (error) {
      log({ level: 'warn', event: 'readiness.failed', component: name, error });
      return { name, state: 'unavailable', reason: reasonOf(error) };
    }
    const found = problems[name] ?? [];
    return found.length === 0 ? { name, state: 'ok' } : { name, state: 'degraded', reason: found.join('; ') };
  };
  const checked = await Promise.all(Object.entries(probes).map(check));
  return {
    isReady: checked.every(({ state }) => state !== 'unavailable'),
    components: Object.fromEntries(checked.map(({ name, state }) => [name, state])),
    reasons: Object.fromEntries(
      checked.flatMap(({ name, reason }) => (reason === undefined ? [] : [[name, reason]])),
    ),
  };
}

/** The messages of an error and of what caused it. */
function reasonOf(error: unknown): string {
  const messages: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) messages.push(cause.message);
  return messages.join(': ') || String(error);
}
