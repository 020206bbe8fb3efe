import type { Plan } from '@holdfast/upload-manager/contract';
import type { PostgresOptions } from '../db/postgres-pool.ts';
import type { OnFileActive } from '../domain/files/file-hook.ts';
import type { Metrics } from '../domain/metrics/metrics.ts';
import type { Log, LogLevel } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import type { Settings } from '../domain/settings.ts';
import { defaultLeastSpeed, type LeastSpeed } from '../http/speed-check.ts';
import type { ScheduleOptions } from '../jobs/job-schedules.ts';
import type { TrustedProxies } from './client-address.ts';

/** What ends connections that are held instead of used. */
export interface ServerTimeouts {
  /** How long a request's headers may take. */
  readonly headersMs: number;
  /** No byte in either direction for this long, and a connection is closed. */
  readonly idleMs: number;
  /** How slow a part may come. */
  readonly leastSpeed: LeastSpeed;
}

export const defaultTimeouts: ServerTimeouts = {
  headersMs: 20_000,
  idleMs: 60_000,
  leastSpeed: defaultLeastSpeed,
};

import type { Provisioning } from '../storage/provisioning.ts';
import type { S3StorageOptions } from '../storage/s3/s3-storage.ts';

/** How an S3 store is reached. */
export type S3Config = Pick<S3StorageOptions, 'connection' | 'endpoints' | 'setUpCors'>;

/** Everything the Node host needs to run the backend. */
export interface ServerConfig {
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** 0 takes any free port. @default 0 */
  readonly port?: number;
  /** Origin under which browsers reach the server. @default the address it listens on */
  readonly publicUrl?: string;
  /** `sqlite:path`, `sqlite::memory:` or `postgres://user:password@host:port/database`. */
  readonly databaseUrl: string;
  /** How PostgreSQL is used. */
  readonly databasePool?: Omit<PostgresOptions, 'url'>;
  /** Directory for objects and the server's own secret. */
  readonly storageRoot: string;
  /** Which bucket a tenant's bytes are in. @default one for all tenants on a local disk; S3 has no default */
  readonly provisioning?: Provisioning;
  /** Keeps objects on S3. @default they are kept in `storageRoot` */
  readonly s3?: S3Config;
  /** Key of the signed upload URLs. @default one that is made once and kept in `storageRoot` */
  readonly signingSecret?: string;
  /** Directory of a built page to serve from the same origin. */
  readonly staticRoot?: string;
  readonly tokens?: ReadonlyMap<string, Principal>;
  /** What operators prove themselves with. @default none, and the operator's routes do not exist */
  readonly operatorToken?: string;
  readonly plans?: readonly Plan[];
  readonly settings?: Partial<Omit<Settings, 'publicUrl' | 'plans'>>;
  /** Told of each file that becomes active. @default nobody is told */
  readonly onFileActive?: OnFileActive;
  /** When the jobs run. @default each as its cadence says */
  readonly jobs?: ScheduleOptions;
  /** Whether this server runs jobs by itself; one of several may be enough. @default true */
  readonly runsJobs?: boolean;
  /** How long running requests may take to finish on shutdown. @default 10 seconds */
  readonly shutdownGraceMs?: number;
  /** Proxies in front of the server whose `X-Forwarded-For` is believed. @default none */
  readonly trustedProxies?: TrustedProxies;
  readonly timeouts?: Partial<ServerTimeouts>;
  /** Whether failures can be asked for at `/__faults`; for tests and QA only. @default false */
  readonly faults?: boolean;
  /** What the command line's log leaves out. @default info */
  readonly logLevel?: LogLevel;
  /** @default nothing is logged */
  readonly log?: Log;
  /** @default Prometheus, with the process's own */
  readonly metrics?: Metrics;
}
