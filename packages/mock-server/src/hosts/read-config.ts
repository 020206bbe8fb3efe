import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { connectionsPerHost, mebibyte, type Plan } from '@holdfast/upload-manager/contract';
import * as v from 'valibot';
import type { Principal } from '../domain/principal.ts';
import { defaultPlans } from '../domain/settings.ts';
import { defaultLeastSpeed } from '../http/speed-check.ts';
import { ConfigError, type ConfigIssue } from './config-error.ts';
import {
  type Environment,
  environmentSchema,
  plansFileSchema,
  type TokenOwner,
} from './environment-schema.ts';
import type { ServerConfig } from './server-config.ts';
import { findStorageIssues, toStorageConfig } from './storage-environment.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** The server's configuration from environment variables; rejects with every wrong value by its name. */
export async function readConfig(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<ServerConfig> {
  // An empty variable is one somebody left out.
  const set = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = v.safeParse(environmentSchema, set);
  const issues: ConfigIssue[] = [];
  if (!parsed.success) {
    for (const issue of parsed.issues) {
      const [name = '', ...rest] = (v.getDotPath(issue) ?? '').split('.');
      // Only which entry of a secret is wrong is said, never what is in it.
      const where =
        name === 'AUTH_TOKENS' && rest.length > 0 ? `entry's ${rest.slice(1).join('.') || 'token'}: ` : '';
      issues.push({ name, message: `${where}${issue.message}` });
    }
  }
  const plans = await readPlans(set.PLANS_FILE, issues);
  await checkStaticRoot(set.STATIC_ROOT, issues);
  if (!parsed.success) throw new ConfigError(issues);
  const environment = parsed.output;
  checkTogether(environment, plans, issues);
  if (issues.length > 0) throw new ConfigError(issues);
  return toConfig(environment, plans);
}

async function readPlans(path: string | undefined, issues: ConfigIssue[]): Promise<readonly Plan[]> {
  if (path === undefined) return defaultPlans;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    issues.push({ name: 'PLANS_FILE', message: 'the file cannot be read' });
    return defaultPlans;
  }
  const result = v.safeParse(plansFileSchema, text);
  if (result.success) return result.output;
  for (const issue of result.issues) {
    issues.push({ name: 'PLANS_FILE', message: `${v.getDotPath(issue) ?? 'content'}: ${issue.message}` });
  }
  return defaultPlans;
}

/** Without its directory a server would start, and answer 404 for every page. */
async function checkStaticRoot(path: string | undefined, issues: ConfigIssue[]): Promise<void> {
  if (path === undefined) return;
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) issues.push({ name: 'STATIC_ROOT', message: 'there is no such directory' });
}

/** What no variable can get wrong alone. */
function checkTogether(environment: Environment, plans: readonly Plan[], issues: ConfigIssue[]): void {
  const planIds = plans.map(({ id }) => id);
  for (const name of ['DEFAULT_PLAN', 'ANONYMOUS_PLAN'] as const) {
    if (planIds.includes(environment[name])) continue;
    issues.push({
      name,
      message: `there is no plan ${environment[name]}: expected one of ${planIds.join(', ')}`,
    });
  }
  issues.push(...findStorageIssues(environment));
  if (environment.SESSION_IDLE_HOURS > environment.SESSION_MAX_HOURS) {
    issues.push({ name: 'SESSION_IDLE_HOURS', message: 'is longer than SESSION_MAX_HOURS' });
  }
  const { OPERATOR_TOKEN } = environment;
  if (OPERATOR_TOKEN !== undefined && Object.hasOwn(environment.AUTH_TOKENS, OPERATOR_TOKEN)) {
    issues.push({ name: 'AUTH_TOKENS', message: 'a token is the same as OPERATOR_TOKEN' });
  }
  const tenants = new Map<string, string>();
  for (const { tenant_id, workspace_ids } of Object.values(environment.AUTH_TOKENS)) {
    for (const id of workspace_ids) {
      if ((tenants.get(id) ?? tenant_id) !== tenant_id) {
        issues.push({ name: 'AUTH_TOKENS', message: `the workspace ${id} belongs to two tenants` });
      }
      tenants.set(id, tenant_id);
    }
  }
}

function toConfig(environment: Environment, plans: readonly Plan[]): ServerConfig {
  const { DATABASE_URL, PUBLIC_URL, STATIC_ROOT, SIGNING_SECRET, OPERATOR_TOKEN } = environment;
  return {
    host: environment.HOST,
    port: environment.PORT,
    ...(PUBLIC_URL === undefined ? {} : { publicUrl: PUBLIC_URL }),
    databaseUrl: DATABASE_URL,
    databasePool: {
      maxConnections: environment.DATABASE_POOL_SIZE,
      statementTimeoutMs: environment.DATABASE_TIMEOUT_SECONDS * 1000,
    },
    ...toStorageConfig(environment),
    ...(SIGNING_SECRET === undefined ? {} : { signingSecret: SIGNING_SECRET }),
    ...(OPERATOR_TOKEN === undefined ? {} : { operatorToken: OPERATOR_TOKEN }),
    ...(STATIC_ROOT === undefined ? {} : { staticRoot: resolve(STATIC_ROOT) }),
    tokens: new Map(
      Object.entries(environment.AUTH_TOKENS).map(([token, owner]) => [token, toPrincipal(owner)]),
    ),
    plans,
    settings: {
      corsOrigins: environment.CORS_ORIGINS.map((origin) => origin.replace(/\/$/, '')),
      defaultPlan: environment.DEFAULT_PLAN,
      anonymousPlan: environment.ANONYMOUS_PLAN,
      legacyPrefixes: environment.LEGACY_URL_PREFIXES,
      userLimitBytes: environment.USER_LIMIT_BYTES ?? null,
      allowedTypes: environment.ALLOWED_TYPES,
      publicReferenceTypes: environment.PUBLIC_REFERENCE_TYPES,
      isDemo: environment.DEMO,
      sessionIdleMs: environment.SESSION_IDLE_HOURS * hourMs,
      sessionMaxMs: environment.SESSION_MAX_HOURS * hourMs,
      targetPartBytes: environment.TARGET_PART_MIB * mebibyte,
      partStepBytes: environment.PART_STEP_KIB * 1024,
      // Each address of the store is as many connections more.
      connections: connectionsPerHost * Math.max(1, environment.S3_ENDPOINTS.length),
      maxOpenUploads: environment.MAX_OPEN_UPLOADS,
      callsPerMinute: environment.CALLS_PER_MINUTE,
      signedUrlsPerMinute: environment.SIGNED_URLS_PER_MINUTE,
      unknownIdsPerMinute: environment.UNKNOWN_IDS_PER_MINUTE,
      anonymousSessionsPerMinute: environment.ANONYMOUS_SESSIONS_PER_MINUTE,
      wrongTokensPerMinute: environment.WRONG_TOKENS_PER_MINUTE,
      operatorCallsPerMinute: environment.OPERATOR_CALLS_PER_MINUTE,
      openReadsPerMinute: environment.OPEN_READS_PER_MINUTE,
      failedRecordMs: environment.FAILED_RECORD_DAYS * dayMs,
      finishedRecordMs: environment.FINISHED_RECORD_DAYS * dayMs,
      lifecycleRules: environment.LIFECYCLE_RULES.map(({ file_type, after_days }) => ({
        fileType: file_type,
        afterMs: after_days * dayMs,
      })),
    },
    runsJobs: environment.JOBS,
    jobs: { cleanUpHours: environment.CLEANUP_INTERVAL_HOURS, schedules: environment.JOB_SCHEDULES },
    shutdownGraceMs: environment.SHUTDOWN_GRACE_SECONDS * 1000,
    trustedProxies: environment.TRUSTED_PROXIES,
    timeouts: {
      headersMs: environment.HEADERS_TIMEOUT_SECONDS * 1000,
      idleMs: environment.IDLE_TIMEOUT_SECONDS * 1000,
      leastSpeed: { ...defaultLeastSpeed, bytesPerSecond: environment.MIN_PART_BYTES_PER_SECOND },
    },
    logLevel: environment.LOG_LEVEL,
    faults: environment.FAULTS,
  };
}

function toPrincipal({ tenant_id, user_id, workspace_ids, permissions }: TokenOwner): Principal {
  return { tenantId: tenant_id, userId: user_id, workspaceIds: workspace_ids, permissions };
}
