import { findPostgres, startPostgres } from '../../../scripts/postgres.mjs';

/** A database and a store the backend runs on, made anew for each measurement. */
export interface Deployment {
  readonly name: string;
  start(folder: string): Promise<RunningDeployment>;
}

interface RunningDeployment {
  /** What the server has to be told. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** The bench's own user, with no limit in its way. */
export const benchEnvironment = {
  PORT: '0',
  DEFAULT_PLAN: 'unlimited',
  CALLS_PER_MINUTE: '100000000',
  SIGNED_URLS_PER_MINUTE: '100000000',
  LOG_LEVEL: 'warn',
  AUTH_TOKENS: JSON.stringify({
    bench: { tenant_id: 't', user_id: 'u', workspace_ids: ['w'], permissions: ['*'] },
  }),
};

const sqliteAndDisk: Deployment = {
  name: 'SQLite, local disk',
  start: async (folder) => ({
    environment: {
      ...benchEnvironment,
      DATABASE_URL: `sqlite:${folder}/holdfast.db`,
      STORAGE_ROOT: `${folder}/objects`,
    },
    stop: async () => undefined,
  }),
};

/** Every commit on disk, as in production; without a PostgreSQL on the machine there is nothing to measure. */
const postgresAndDisk: Deployment = {
  name: 'PostgreSQL, local disk',
  async start(folder) {
    const source = await findPostgres();
    if ('missing' in source) throw new Error(`This bench needs PostgreSQL: ${source.missing}`);
    const { url, stop } = await startPostgres(source, { isDurable: true });
    return {
      environment: {
        ...benchEnvironment,
        DATABASE_URL: `${url}/postgres`,
        STORAGE_ROOT: `${folder}/objects`,
      },
      stop,
    };
  },
};

export const deployments: readonly Deployment[] = [sqliteAndDisk, postgresAndDisk];
