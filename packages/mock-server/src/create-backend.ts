import { createApp } from './app.ts';
import type { Database } from './db/schema.ts';
import type { BackendContext, CrashPoint } from './domain/backend-context.ts';
import { createEventDelivery } from './domain/files/event-delivery.ts';
import type { FileVerdict, OnFileActive } from './domain/files/file-hook.ts';
import { findFileById } from './domain/files/find-file.ts';
import { createReadTokens } from './domain/files/read-tokens.ts';
import { settleVerdict } from './domain/files/settle-verdict.ts';
import { type Metrics, noMetrics } from './domain/metrics/metrics.ts';
import type { Clock, Identifiers, Log } from './domain/ports.ts';
import type { Principal } from './domain/principal.ts';
import { createCompletions } from './domain/sessions/complete-upload.ts';
import { defaultSettings, type Settings } from './domain/settings.ts';
import { randomIdentifiers, systemClock } from './domain/system-ports.ts';
import { createTasks } from './domain/tasks/create-tasks.ts';
import { ensureWorkspaces } from './domain/workspaces/workspaces.ts';
import type { Faults } from './faults/create-faults.ts';
import { createBearerTokens } from './http/bearer-tokens.ts';
import { createCallLimits } from './http/call-limits.ts';
import type { Connection } from './http/http-env.ts';
import { type Authenticate, authenticateCaller } from './http/middleware/authenticate.ts';
import { requireOperator } from './http/middleware/require-operator.ts';
import { createOperatorCheck } from './http/operator-check.ts';
import { createSessionCookie } from './http/session-cookie.ts';
import { createTokenGuard } from './http/token-guard.ts';
import { allJobs } from './jobs/all-jobs.ts';
import { createJobs, type Jobs } from './jobs/create-jobs.ts';
import { type ScheduleOptions, schedulesOf } from './jobs/job-schedules.ts';
import type { ObjectStorage } from './storage/object-storage.ts';

export interface BackendOptions {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly settings?: Partial<Settings>;
  /** Bearer tokens and who they stand for. @default none */
  readonly tokens?: ReadonlyMap<string, Principal>;
  /** What operators prove themselves with. @default none, and the operator's routes do not exist */
  readonly operatorToken?: string;
  /** Signs read tokens; servers that share files share it. @default a random one, so that tokens end with this server */
  readonly signingSecret?: string;
  /** The host's own credentials, asked before the built-in ones. */
  readonly authenticate?: Authenticate;
  /** @default the system's */
  readonly clock?: Clock;
  /** @default random */
  readonly identifiers?: Identifiers;
  /** @default nothing is logged */
  readonly log?: Log;
  /** When the jobs run. @default each as its cadence says */
  readonly jobs?: ScheduleOptions;
  /** @default nothing is counted */
  readonly metrics?: Metrics;
  /** Told of each file that becomes active: scans it, processes it, tells others. @default nobody is told */
  readonly onFileActive?: OnFileActive;
  /** Failures on order, for tests and QA. @default none, and no route to order them */
  readonly faults?: Faults;
  /** Lets a test stop the server between two steps. @default goes on */
  readonly crash?: (point: CrashPoint) => Promise<void>;
}

export interface Backend {
  fetch(request: Request, connection?: Connection): Promise<Response>;
  /** Clean-up and repair; `start` makes it run by itself. */
  readonly jobs: Jobs;
  /** From now on `/readyz` says that nobody should send more here; everything else goes on. */
  stopping(): void;
  /** What a host has to say later of a file it answered `processing` for; unknown files are ignored. */
  reportProcessing(fileId: string, verdict: FileVerdict): Promise<void>;
  /** Ends the jobs, waits for completions under way and closes the database. */
  close(): Promise<void>;
}

/** The reference backend as one web-standard handler, on any database and object storage. */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const settings: Settings = { ...defaultSettings, ...options.settings };
  const context: BackendContext = {
    database: options.database,
    storage: options.storage,
    clock: options.clock ?? systemClock,
    identifiers: options.identifiers ?? randomIdentifiers,
    log: options.log ?? (() => undefined),
    metrics: options.metrics ?? noMetrics,
    settings,
    crash: options.crash ?? (() => Promise.resolve()),
    ...(options.onFileActive ? { onFileActive: options.onFileActive } : {}),
    wakeFileEvents: () => events.wake(),
  };
  const events = createEventDelivery(context);
  const tokens = options.tokens ?? new Map<string, Principal>();
  for (const principal of tokens.values()) await ensureWorkspaces(context, principal);

  const completions = createCompletions(context);
  const tasks = createTasks(context);
  const jobs = await createJobs(context, {
    jobs: allJobs,
    schedules: schedulesOf(allJobs, options.jobs ?? {}),
  });
  const readTokens = createReadTokens({
    secret: options.signingSecret ?? context.identifiers.secret(),
    clock: context.clock,
  });
  const cookie = createSessionCookie(settings.publicUrl);
  const tokenGuard = createTokenGuard(context);
  const isOperator = createOperatorCheck(options.operatorToken, tokenGuard);
  const limits = createCallLimits(context);
  let isStopping = false;
  const app = createApp({
    services: {
      context,
      completions,
      tasks,
      jobs,
      limits,
      isOperator,
      isStopping: () => isStopping,
      readTokens,
    },
    cookie,
    faults: options.faults,
    requireOperator: requireOperator({ operatorToken: options.operatorToken, isOperator, limits }),
    authenticate: authenticateCaller({
      context,
      cookie,
      findBearer: createBearerTokens(tokens),
      tokenGuard,
      authenticate: options.authenticate,
    }),
  });

  return {
    fetch: (request, connection = {}) => app.fetch(request, connection),
    jobs,
    stopping() {
      isStopping = true;
    },
    async reportProcessing(fileId, verdict) {
      const file = await findFileById(context, fileId);
      if (file) await settleVerdict(context, file, verdict);
    },
    async close() {
      isStopping = true;
      await jobs.stop();
      await Promise.all([completions.idle(), tasks.stop()]);
      await events.idle();
      await context.database.destroy();
    },
  };
}
