import type { Plan } from '@holdfast/upload-manager/contract';
import type { PostgresOptions } from '../db/postgres-pool.ts';
import type { Log } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import type { Settings } from '../domain/settings.ts';
import type { ScheduleOptions } from '../jobs/job-schedules.ts';

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
  /** Directory for objects. */
  readonly storageRoot: string;
  /** Key of the signed upload URLs. @default one that is made once and kept in `storageRoot` */
  readonly signingSecret?: string;
  /** Directory of a built page to serve from the same origin. */
  readonly staticRoot?: string;
  readonly tokens?: ReadonlyMap<string, Principal>;
  /** What operators prove themselves with. @default none, and the operator's routes do not exist */
  readonly operatorToken?: string;
  readonly plans?: readonly Plan[];
  readonly settings?: Partial<Omit<Settings, 'publicUrl' | 'plans'>>;
  /** When the jobs run. @default each as its cadence says */
  readonly jobs?: ScheduleOptions;
  /** Whether this server runs jobs by itself; one of several may be enough. @default true */
  readonly runsJobs?: boolean;
  /** How long running requests may take to finish on shutdown. @default 10 seconds */
  readonly shutdownGraceMs?: number;
  /** Whether failures can be asked for at `/__faults`; for tests and QA only. @default false */
  readonly faults?: boolean;
  /** @default nothing is logged */
  readonly log?: Log;
}
