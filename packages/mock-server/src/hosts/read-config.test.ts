import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { readConfig } from './read-config.ts';

const owner = { tenant_id: 't', user_id: 'u', workspace_ids: ['w'], permissions: ['*'] };

describe('readConfig', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-config-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const issuesOf = async (variables: Record<string, string>) => {
    const error: unknown = await readConfig(variables).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof ConfigError)) throw new Error(`Accepted: ${JSON.stringify(variables)}`);
    return error.issues.map(({ name }) => name);
  };

  it('needs nothing: every variable has a default', async () => {
    expect(await readConfig({ PORT: '', HOME: '/x' })).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      faults: false,
    });
  });

  it('reads where S3 is', async () => {
    const { s3, provisioning } = await readConfig({
      STORAGE_DRIVER: 's3',
      AWS_BUCKET: 'files',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL_S3: 'http://store.internal:9000/',
      S3_ENDPOINTS: 'https://a.example.com, https://b.example.com',
      S3_SETUP_CORS: 'true',
    });

    expect(provisioning).toEqual({ strategy: 'shared', bucket: 'files' });
    expect(s3).toEqual({
      connection: { region: 'eu-central-1', endpoint: 'http://store.internal:9000', forcePathStyle: true },
      endpoints: ['https://a.example.com', 'https://b.example.com'],
      setUpCors: true,
    });
  });

  it.each([
    [{}, 6],
    [{ S3_ENDPOINTS: 'https://a.example.com' }, 6],
    [{ S3_ENDPOINTS: 'https://a.example.com, https://b.example.com' }, 12],
  ])('plans waves for all connections that a browser has: %j', async (variables, connections) => {
    const { settings } = await readConfig({ STORAGE_DRIVER: 's3', AWS_BUCKET: 'files', ...variables });

    expect(settings?.connections).toBe(connections);
  });

  it('puts the bucket into the host name on AWS, and into the path where that is asked for', async () => {
    const aws = { STORAGE_DRIVER: 's3', AWS_BUCKET: 'files' };

    const styles = [await readConfig(aws), await readConfig({ ...aws, S3_FORCE_PATH_STYLE: 'true' })];

    expect(styles.map(({ s3 }) => s3?.connection)).toEqual([
      { region: 'us-east-1', forcePathStyle: false },
      { region: 'us-east-1', forcePathStyle: true },
    ]);
  });

  it.each([
    [{ STORAGE_DRIVER: 's3' }, 'AWS_BUCKET'],
    [
      { STORAGE_DRIVER: 's3', STORAGE_PROVISION_STRATEGY: 'bucket-per-tenant', AWS_BUCKET: 'b12' },
      'BUCKET_TEMPLATE',
    ],
    [{ STORAGE_PROVISION_STRATEGY: 'bucket-per-tenant' }, 'BUCKET_TEMPLATE'],
  ])('R-D10 with %j, %s is missing', async (variables, name) => {
    expect(await issuesOf(variables)).toEqual([name]);
  });

  it('R-C9 gives each tenant a bucket, on either driver', async () => {
    const perTenant = { STORAGE_PROVISION_STRATEGY: 'bucket-per-tenant', BUCKET_TEMPLATE: 'files-{tenant}' };

    const configs = [await readConfig(perTenant), await readConfig({ ...perTenant, STORAGE_DRIVER: 's3' })];

    for (const { provisioning } of configs) {
      expect(provisioning).toEqual({ strategy: 'bucket-per-tenant', template: 'files-{tenant}' });
    }
  });

  it('reads every variable', async () => {
    const plansFile = join(directory, 'plans.json');
    const plans = [{ id: 'p', name: 'P', limit_bytes: 5, max_file_bytes: null, counts: {} }];
    await writeFile(plansFile, JSON.stringify(plans));

    const config = await readConfig({
      PORT: '0',
      HOST: '::1',
      PUBLIC_URL: 'https://files.example.com',
      DATABASE_URL: 'sqlite:/data/h.db',
      DATABASE_POOL_SIZE: '7',
      DATABASE_TIMEOUT_SECONDS: '9',
      STORAGE_DRIVER: 'local',
      STORAGE_ROOT: '/data/objects',
      STORAGE_PROVISION_STRATEGY: 'shared',
      SIGNING_SECRET: 's'.repeat(32),
      AUTH_TOKENS: JSON.stringify({ token: owner }),
      CORS_ORIGINS: 'https://a.example.com, https://b.example.com/',
      PLANS_FILE: plansFile,
      DEFAULT_PLAN: 'p',
      ANONYMOUS_PLAN: 'p',
      PUBLIC_REFERENCE_TYPES: 'avatar, icon',
      ALLOWED_TYPES: 'image/*,text/plain',
      SESSION_IDLE_HOURS: '0.5',
      SESSION_MAX_HOURS: '2',
      JOBS: 'false',
      CLEANUP_INTERVAL_HOURS: '6',
      JOB_SCHEDULES: '{"expire-sessions":"*/5 * * * *","purge-idempotency-keys":"off"}',
      TARGET_PART_MIB: '9',
      PART_STEP_KIB: '64',
      MAX_OPEN_UPLOADS: '7',
      CALLS_PER_MINUTE: '11',
      SIGNED_URLS_PER_MINUTE: '12',
      UNKNOWN_IDS_PER_MINUTE: '13',
      ANONYMOUS_SESSIONS_PER_MINUTE: '14',
      WRONG_TOKENS_PER_MINUTE: '15',
      OPERATOR_CALLS_PER_MINUTE: '16',
      OPEN_READS_PER_MINUTE: '17',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      HEADERS_TIMEOUT_SECONDS: '5',
      IDLE_TIMEOUT_SECONDS: '6',
      MIN_PART_BYTES_PER_SECOND: '7',
      LOG_LEVEL: 'warn',
      USER_LIMIT_BYTES: '5000',
      LEGACY_URL_PREFIXES: '{"https://cdn.example.com/images":{"tenant_id":"t","key_prefix":"images"}}',
      FAILED_RECORD_DAYS: '7',
      FINISHED_RECORD_DAYS: '14',
      LIFECYCLE_RULES: '[{"file_type":"preview","after_days":0.5}]',
      SHUTDOWN_GRACE_SECONDS: '1',
      STATIC_ROOT: directory,
      DEMO: 'true',
      FAULTS: '1',
    });

    expect(config).toEqual({
      host: '::1',
      port: 0,
      publicUrl: 'https://files.example.com',
      databaseUrl: 'sqlite:/data/h.db',
      databasePool: { maxConnections: 7, statementTimeoutMs: 9000 },
      storageRoot: '/data/objects',
      signingSecret: 's'.repeat(32),
      staticRoot: directory,
      tokens: new Map([['token', { tenantId: 't', userId: 'u', workspaceIds: ['w'], permissions: ['*'] }]]),
      plans,
      settings: {
        corsOrigins: ['https://a.example.com', 'https://b.example.com'],
        defaultPlan: 'p',
        anonymousPlan: 'p',
        userLimitBytes: 5000,
        legacyPrefixes: [
          {
            urlPrefix: 'https://cdn.example.com/images/',
            tenantId: 't',
            workspaceId: null,
            keyPrefix: 'images/',
          },
        ],
        publicReferenceTypes: ['avatar', 'icon'],
        allowedTypes: ['image/*', 'text/plain'],
        isDemo: true,
        sessionIdleMs: 1_800_000,
        sessionMaxMs: 7_200_000,
        targetPartBytes: 9 * 1024 * 1024,
        partStepBytes: 64 * 1024,
        connections: 6,
        maxOpenUploads: 7,
        callsPerMinute: 11,
        signedUrlsPerMinute: 12,
        unknownIdsPerMinute: 13,
        anonymousSessionsPerMinute: 14,
        wrongTokensPerMinute: 15,
        operatorCallsPerMinute: 16,
        openReadsPerMinute: 17,
        failedRecordMs: 604_800_000,
        finishedRecordMs: 1_209_600_000,
        lifecycleRules: [{ fileType: 'preview', afterMs: 43_200_000 }],
      },
      runsJobs: false,
      jobs: {
        cleanUpHours: 6,
        schedules: { 'expire-sessions': '*/5 * * * *', 'purge-idempotency-keys': null },
      },
      trustedProxies: ['10.0.0.0/8', '::1'],
      timeouts: { headersMs: 5000, idleMs: 6000, leastSpeed: { bytesPerSecond: 7, windowMs: 30_000 } },
      logLevel: 'warn',
      shutdownGraceMs: 1000,
      faults: true,
    });
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['HOST', 'a b'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'proxy'],
    ['CALLS_PER_MINUTE', '0'],
    ['LOG_LEVEL', 'debug'],
    ['PUBLIC_URL', 'files.example.com'],
    ['PUBLIC_URL', 'https://files.example.com/path'],
    ['PUBLIC_URL', 'ftp://files.example.com'],
    ['DATABASE_URL', 'postgres:localhost'],
    ['DATABASE_URL', 'mysql:x'],
    ['DATABASE_POOL_SIZE', '0'],
    ['DATABASE_TIMEOUT_SECONDS', '0'],
    ['DATABASE_URL', 'sqlite:'],
    ['STORAGE_DRIVER', 'ftp'],
    ['STORAGE_PROVISION_STRATEGY', 'one-each'],
    ['BUCKET_TEMPLATE', '{tenant}'],
    ['AWS_BUCKET', 'No_Bucket'],
    ['AWS_REGION', 'Frankfurt am Main'],
    ['AWS_ENDPOINT_URL_S3', 's3.example.com'],
    ['S3_ENDPOINTS', 'https://a.example.com/path'],
    ['S3_FORCE_PATH_STYLE', 'yes'],
    ['S3_SETUP_CORS', 'yes'],
    ['SIGNING_SECRET', 'short'],
    ['AUTH_TOKENS', '{'],
    ['AUTH_TOKENS', '[]x'],
    ['AUTH_TOKENS', JSON.stringify({ 'a b': owner })],
    ['AUTH_TOKENS', JSON.stringify({ a: { ...owner, workspace_ids: [] } })],
    ['AUTH_TOKENS', JSON.stringify({ a: { ...owner, permissions: ['everything'] } })],
    ['AUTH_TOKENS', JSON.stringify({ a: { ...owner, tenant: 't' } })],
    ['AUTH_TOKENS', JSON.stringify({ a: owner, b: { ...owner, tenant_id: 'other' } })],
    ['AUTH_TOKENS', JSON.stringify({ a: { ...owner, user_id: 'u\0' } })],
    ['STATIC_ROOT', '/does/not/exist'],
    ['STATIC_ROOT', import.meta.filename],
    ['CORS_ORIGINS', 'https://a.example.com/path'],
    ['CORS_ORIGINS', '*'],
    ['PLANS_FILE', '/does/not/exist'],
    ['ANONYMOUS_PLAN', 'nope'],
    ['DEFAULT_PLAN', 'nope'],
    ['ALLOWED_TYPES', 'image'],
    ['SESSION_IDLE_HOURS', '0'],
    ['SESSION_IDLE_HOURS', '200'],
    ['SESSION_MAX_HOURS', 'a day'],
    ['JOBS', 'maybe'],
    ['CLEANUP_INTERVAL_HOURS', '0'],
    ['CLEANUP_INTERVAL_HOURS', '7'],
    ['JOB_SCHEDULES', '{'],
    ['JOB_SCHEDULES', '{"expire":"* * * * *"}'],
    ['JOB_SCHEDULES', '{"expire-sessions":"hourly"}'],
    ['JOB_SCHEDULES', '{"expire-sessions":5}'],
    ['MAX_OPEN_UPLOADS', '1.5'],
    ['USER_LIMIT_BYTES', '1 GB'],
    ['LEGACY_URL_PREFIXES', '{'],
    ['LEGACY_URL_PREFIXES', '{"images":{"tenant_id":"t","key_prefix":"images"}}'],
    ['USER_LIMIT_BYTES', '9007199254740992'],
    ['FAILED_RECORD_DAYS', '0'],
    ['FINISHED_RECORD_DAYS', '0'],
    ['WRONG_TOKENS_PER_MINUTE', '0'],
    ['OPERATOR_CALLS_PER_MINUTE', '0'],
    ['OPEN_READS_PER_MINUTE', '0'],
    ['LIFECYCLE_RULES', '{}'],
    ['LIFECYCLE_RULES', '[{"file_type":"preview"}]'],
    ['LIFECYCLE_RULES', '[{"file_type":"preview","after_days":0}]'],
    ['SHUTDOWN_GRACE_SECONDS', '-1'],
    ['DEMO', 'yes'],
    ['FAULTS', 'on'],
  ])('R-D10 refuses %s=%s by its name', async (name, value) => {
    expect(new Set(await issuesOf({ [name]: value }))).toEqual(new Set([name]));
  });

  it("R-D10 a user's token is not the operator's: which of the two is meant nobody could tell", async () => {
    const token = 'operator-and-user';

    const issues = await issuesOf({ OPERATOR_TOKEN: token, AUTH_TOKENS: JSON.stringify({ [token]: owner }) });

    expect(issues).toEqual(['AUTH_TOKENS']);
  });

  it('R-D10 names all that is wrong at once, and repeats no secret', async () => {
    const variables = { PORT: 'x', SIGNING_SECRET: 'hunter2', AUTH_TOKENS: '{"hunter2":{}}', DEMO: 'x' };

    const error = (await readConfig(variables).catch((reason: unknown) => reason)) as ConfigError;

    expect(new Set(error.issues.map(({ name }) => name))).toEqual(new Set(Object.keys(variables)));
    expect(error.message).not.toContain('hunter2');
  });

  it('R-D10 says what is wrong in the file of plans', async () => {
    const path = join(directory, 'bad-plans.json');
    const plan = { id: 'p', name: 'P', limit_bytes: 5, max_file_bytes: 1, counts: {} };

    for (const content of [
      'nonsense',
      '[]',
      '{}',
      JSON.stringify([{ ...plan, limit_bytes: -1 }]),
      JSON.stringify([plan, plan]),
    ]) {
      await writeFile(path, content);
      expect(await issuesOf({ PLANS_FILE: path, DEFAULT_PLAN: 'free', ANONYMOUS_PLAN: 'free' })).toContain(
        'PLANS_FILE',
      );
    }
  });
});
