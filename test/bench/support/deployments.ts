import { createS3Double, s3Profiles } from '@holdfast/mock-server/testing';
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

/** A store that costs next to nothing, in the process that measures: what is left is what the server does to speak S3. */
const sqliteAndS3: Deployment = {
  name: 'SQLite, S3',
  async start(folder) {
    const bucket = 'bench';
    const double = await createS3Double({ profile: s3Profiles.aws, buckets: [bucket] });
    return {
      environment: {
        ...benchEnvironment,
        DATABASE_URL: `sqlite:${folder}/holdfast.db`,
        STORAGE_ROOT: `${folder}/objects`,
        STORAGE_DRIVER: 's3',
        AWS_BUCKET: bucket,
        AWS_REGION: double.region,
        AWS_ENDPOINT_URL_S3: double.url,
        AWS_ACCESS_KEY_ID: double.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: double.credentials.secretAccessKey,
        S3_SETUP_CORS: 'true',
      },
      stop: double.close,
    };
  },
};

/** For what only the database decides. */
export const databases: readonly Deployment[] = [sqliteAndDisk, postgresAndDisk];

export const deployments: readonly Deployment[] = [...databases, sqliteAndS3];
