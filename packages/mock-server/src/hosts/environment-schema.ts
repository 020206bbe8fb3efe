import { plan } from '@holdfast/upload-manager/contract';
import * as v from 'valibot';
import { permissions } from '../domain/principal.ts';
import { allJobs } from '../jobs/all-jobs.ts';
import { isCron } from '../jobs/cron-schedule.ts';
import { isNetwork } from './client-address.ts';
import { flag, list, origin } from './environment-values.ts';
import { legacyPrefixesSchema } from './legacy-prefixes.ts';
import { storageVariables } from './storage-environment.ts';

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'expected a port number'),
  v.transform(Number),
  v.maxValue(65_535, 'expected a port number up to 65535'),
);

const hours = v.pipe(
  v.string(),
  v.regex(/^\d{1,4}(\.\d+)?$/, 'expected a number of hours'),
  v.transform(Number),
  v.gtValue(0, 'expected more than 0 hours'),
);

function wholeNumber(min: number, max: number) {
  const message = `expected a whole number from ${min} to ${max}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, message),
    v.transform(Number),
    v.minValue(min, message),
    v.maxValue(max, message),
  );
}

const databaseUrl = v.pipe(
  v.string(),
  v.check(
    (value) => /^sqlite:./.test(value) || isPostgresUrl(value),
    'expected sqlite:path or postgres://user:password@host/database',
  ),
);

function isPostgresUrl(value: string): boolean {
  return /^postgres(ql)?:\/\//.test(value) && URL.canParse(value);
}

/** Names that mean something to JavaScript itself: schemas drop them without a word, and what they stood for with them. */
const reservedNames = ['__proto__', 'prototype', 'constructor'];

const jsonText = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): unknown => {
    let value: unknown;
    try {
      value = JSON.parse(dataset.value);
    } catch {
      addIssue({ message: 'expected JSON' });
      return NEVER;
    }
    if (typeof value !== 'object' || value === null) return value;
    const reserved = reservedNames.find((member) => Object.hasOwn(value, member));
    if (reserved === undefined) return value;
    addIssue({ message: `the name ${reserved} cannot be used` });
    return NEVER;
  }),
);

const name = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(200),
  // PostgreSQL stores no such text; the first call would be the one to find out.
  v.check((value) => !value.includes('\0'), 'expected text without NUL'),
);

const tokenOwner = v.strictObject({
  tenant_id: name,
  user_id: name,
  workspace_ids: v.pipe(v.array(name), v.minLength(1, 'expected at least one workspace')),
  permissions: v.array(v.picklist([...permissions, '*'])),
});
export type TokenOwner = v.InferOutput<typeof tokenOwner>;

const tokenText = v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/, 'a token is printable ASCII without spaces'));

const jobNames = allJobs.map((job) => job.name);

const jobSchedules = v.pipe(
  jsonText,
  v.record(
    v.picklist(jobNames, `expected one of the jobs ${jobNames.join(', ')}`),
    v.pipe(
      v.string('expected cron text or off'),
      v.check((text) => text === 'off' || isCron(text), 'expected cron text of five fields in UTC, or off'),
      v.transform((text) => (text === 'off' ? null : text)),
    ),
  ),
);

const lifecycleRules = v.pipe(
  jsonText,
  v.array(
    v.strictObject({
      file_type: name,
      after_days: v.pipe(v.number(), v.gtValue(0, 'expected more than 0 days'), v.maxValue(36_500)),
    }),
  ),
);

/** The environment variables of the server. Each one left out has a default. */
export const environmentSchema = v.object({
  PORT: v.optional(port, '8787'),
  HOST: v.optional(v.pipe(v.string(), v.regex(/^[\w.:-]+$/, 'expected a host name or address')), '127.0.0.1'),
  PUBLIC_URL: v.optional(origin),
  DATABASE_URL: v.optional(databaseUrl, 'sqlite:./data/holdfast.db'),
  DATABASE_POOL_SIZE: v.optional(wholeNumber(1, 1000), '10'),
  DATABASE_TIMEOUT_SECONDS: v.optional(wholeNumber(1, 3600), '30'),
  ...storageVariables,
  SIGNING_SECRET: v.optional(v.pipe(v.string(), v.minLength(32, 'expected at least 32 characters'))),
  OPERATOR_TOKEN: v.optional(v.pipe(tokenText, v.minLength(16, 'expected at least 16 characters'))),
  AUTH_TOKENS: v.optional(v.pipe(jsonText, v.record(tokenText, tokenOwner)), '{}'),
  CORS_ORIGINS: v.optional(v.pipe(list, v.array(origin)), ''),
  PLANS_FILE: v.optional(v.string()),
  DEFAULT_PLAN: v.optional(name, 'free'),
  ANONYMOUS_PLAN: v.optional(name, 'free'),
  LEGACY_URL_PREFIXES: v.optional(v.pipe(jsonText, legacyPrefixesSchema), '{}'),
  USER_LIMIT_BYTES: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,16}$/, 'expected a number of bytes'),
      v.transform(Number),
      v.safeInteger('expected a number of bytes below 2^53'),
    ),
  ),
  ALLOWED_TYPES: v.optional(
    v.pipe(
      list,
      v.array(
        v.pipe(v.string(), v.regex(/^[\w.+-]+\/(\*|[\w.+-]+)$/, 'expected types like image/png or image/*')),
      ),
    ),
    '',
  ),
  PUBLIC_REFERENCE_TYPES: v.optional(list, ''),
  SESSION_IDLE_HOURS: v.optional(hours, '24'),
  SESSION_MAX_HOURS: v.optional(hours, '144'),
  JOBS: v.optional(flag, 'true'),
  CLEANUP_INTERVAL_HOURS: v.optional(wholeNumber(1, 6), '1'),
  JOB_SCHEDULES: v.optional(jobSchedules, '{}'),
  FAILED_RECORD_DAYS: v.optional(wholeNumber(1, 3650), '30'),
  FINISHED_RECORD_DAYS: v.optional(wholeNumber(1, 3650), '90'),
  LIFECYCLE_RULES: v.optional(lifecycleRules, '[]'),
  TARGET_PART_MIB: v.optional(wholeNumber(5, 5120), '16'),
  PART_STEP_KIB: v.optional(wholeNumber(1, 1024), '1024'),
  MAX_OPEN_UPLOADS: v.optional(wholeNumber(1, 1_000_000), '10000'),
  CALLS_PER_MINUTE: v.optional(wholeNumber(1, 100_000_000), '12000'),
  SIGNED_URLS_PER_MINUTE: v.optional(wholeNumber(1, 100_000_000), '60000'),
  UNKNOWN_IDS_PER_MINUTE: v.optional(wholeNumber(1, 100_000_000), '600'),
  ANONYMOUS_SESSIONS_PER_MINUTE: v.optional(wholeNumber(1, 100_000_000), '120'),
  WRONG_TOKENS_PER_MINUTE: v.optional(wholeNumber(1, 100_000_000), '600'),
  OPERATOR_CALLS_PER_MINUTE: v.optional(wholeNumber(1, 100_000_000), '1200'),
  OPEN_READS_PER_MINUTE: v.optional(wholeNumber(1, 100_000_000), '12000'),
  TRUSTED_PROXIES: v.optional(
    v.pipe(
      list,
      v.array(v.pipe(v.string(), v.check(isNetwork, 'expected addresses or networks like 10.0.0.0/8'))),
    ),
    '',
  ),
  HEADERS_TIMEOUT_SECONDS: v.optional(wholeNumber(1, 3600), '20'),
  IDLE_TIMEOUT_SECONDS: v.optional(wholeNumber(1, 3600), '60'),
  MIN_PART_BYTES_PER_SECOND: v.optional(wholeNumber(1, 100_000_000), '1024'),
  LOG_LEVEL: v.optional(v.picklist(['info', 'warn', 'error'], 'expected info, warn or error'), 'info'),
  SHUTDOWN_GRACE_SECONDS: v.optional(wholeNumber(0, 3600), '10'),
  STATIC_ROOT: v.optional(v.string()),
  DEMO: v.optional(flag, 'false'),
  FAULTS: v.optional(flag, 'false'),
});
export type Environment = v.InferOutput<typeof environmentSchema>;

/** The file `PLANS_FILE` names: a list of plans as `GET /api/plans` answers them. */
export const plansFileSchema = v.pipe(
  jsonText,
  v.array(plan),
  v.minLength(1, 'expected at least one plan'),
  v.check((plans) => new Set(plans.map(({ id }) => id)).size === plans.length, 'two plans have the same id'),
);
