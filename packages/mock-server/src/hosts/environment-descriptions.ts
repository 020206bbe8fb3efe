import type { Environment } from './environment-schema.ts';

/** What each variable decides, for the page in the docs; one without a sentence does not compile. */
export const environmentDescriptions: Readonly<Record<keyof Environment, string>> = {
  PORT: 'Port to listen on; 0 takes any free one.',
  HOST: 'Address to listen on.',
  PUBLIC_URL:
    'Origin under which browsers reach the server, and the only source of the URLs it makes. Without it: the address it listens on.',
  DATABASE_URL: '`sqlite:path` or `postgres://user:password@host:port/database`.',
  DATABASE_POOL_SIZE: 'Connections to PostgreSQL.',
  DATABASE_TIMEOUT_SECONDS: 'How long PostgreSQL may take to connect or to answer one statement.',
  STORAGE_DRIVER: 'Where objects are kept.',
  STORAGE_ROOT: 'Directory of the local store.',
  STORAGE_PROVISION_STRATEGY: 'How storage is provided to tenants: one bucket for all, or one each.',
  BUCKET_TEMPLATE: "Name of a tenant's own bucket, like `uploads-{tenant}`.",
  AWS_BUCKET: 'The bucket all tenants share on S3.',
  AWS_REGION: 'Region of the S3 store. Credentials come from where the AWS SDK finds them.',
  AWS_ENDPOINT_URL_S3: 'Address of an S3 store that is not AWS.',
  S3_ENDPOINTS:
    'Addresses under which browsers reach the same store, instead of `AWS_ENDPOINT_URL_S3`, separated by commas; part URLs are spread over them, since browsers open six connections to each.',
  S3_FORCE_PATH_STYLE:
    'Whether the bucket is in the path instead of the host name. Without it: yes where an endpoint is named.',
  S3_SETUP_CORS: 'Whether the server writes the CORS rule that browsers need into the bucket at start.',
  SIGNING_SECRET:
    'Key of signed upload URLs, at least 32 characters; the same on every server. Without it one is made and kept beside the objects.',
  OPERATOR_TOKEN:
    'What operators prove themselves with, at least 16 characters. Without it the routes for operators do not exist.',
  AUTH_TOKENS: 'JSON: bearer token to `{tenant_id, user_id, workspace_ids, permissions}`.',
  CORS_ORIGINS: 'Other origins whose pages may call with credentials, separated by commas.',
  PLANS_FILE:
    'JSON file with the plans, as `GET /api/plans` answers them. Without it: free, pro and unlimited.',
  DEFAULT_PLAN: 'Plan of a workspace made for a bearer token.',
  ANONYMOUS_PLAN: 'Plan of a workspace of an anonymous session.',
  LEGACY_URL_PREFIXES:
    'JSON: URL prefix to `{tenant_id, workspace_id?, key_prefix}`. Objects below it get a record when an entity names them, and count as used even past the limit.',
  USER_LIMIT_BYTES: 'What one user may take over all workspaces, where its plan does not say.',
  ALLOWED_TYPES:
    'Types files may have, like `image/png` or `image/*`, separated by commas; empty allows all.',
  PUBLIC_REFERENCE_TYPES: 'Reference types whose files anybody may read by their URL, separated by commas.',
  SESSION_IDLE_HOURS: 'How long an upload lives without activity.',
  SESSION_MAX_HOURS: 'How long an upload lives at most.',
  JOBS: 'Whether this server runs the clean-up jobs by itself.',
  CLEANUP_INTERVAL_HOURS: 'How often clean-up jobs run where they have no schedule of their own.',
  JOB_SCHEDULES: 'JSON: job to cron text in UTC, or `off`.',
  FAILED_RECORD_DAYS: 'How long the record of a failed upload, and its session, is kept.',
  FINISHED_RECORD_DAYS:
    'How long the statistics of finished project clean-ups and imports are kept, and how long a deleted entity answers that it was deleted.',
  LIFECYCLE_RULES:
    'JSON: `[{ "file_type": "preview", "after_days": 7 }]` deletes files of that `file_type` at that age.',
  TARGET_PART_MIB:
    'The size that parts come near to, in MiB. Their number fills whole waves of connections: six to each address that `S3_ENDPOINTS` names, so that none of them idles while the last parts are sent.',
  PART_STEP_KIB:
    'Parts are a multiple of this many KiB. Whole MiB are easy to read in a listing; with 64, all waves are equal to a percent, and a file of some hundred MiB is up to a tenth sooner through a long line.',
  MAX_OPEN_UPLOADS: 'How many uploads one user may have open.',
  CALLS_PER_MINUTE:
    'Calls one principal may make in a minute, on each server. A page needs at most 25 for a thousand small files.',
  SIGNED_URLS_PER_MINUTE: 'Part URLs one principal may have signed in a minute, on each server.',
  UNKNOWN_IDS_PER_MINUTE:
    'Ids that are not there, which one principal may name in a minute before it has to wait.',
  ANONYMOUS_SESSIONS_PER_MINUTE: 'Anonymous sessions one address may start in a minute.',
  WRONG_TOKENS_PER_MINUTE:
    'Wrong bearer tokens, the operator’s too, that one address may try in a minute; then it waits with every token that was not good from there before.',
  OPERATOR_CALLS_PER_MINUTE: 'Calls the operator may make in a minute, on each server.',
  OPEN_READS_PER_MINUTE:
    'Reads by read token or of public files that one address may make in a minute, on each server.',
  TRUSTED_PROXIES:
    'Addresses and networks of proxies whose `X-Forwarded-For` is believed, separated by commas.',
  HEADERS_TIMEOUT_SECONDS: "How long a request's headers may take.",
  IDLE_TIMEOUT_SECONDS: 'A connection without a byte for this long is closed.',
  MIN_PART_BYTES_PER_SECOND: 'A part that comes more slowly than this for half a minute is refused.',
  LOG_LEVEL: 'Entries below it are left out: `info`, `warn` or `error`.',
  SHUTDOWN_GRACE_SECONDS: 'How long running requests may take to finish when the server is told to stop.',
  STATIC_ROOT: 'Directory of a built page to serve from the same origin.',
  DEMO: 'Lets anonymous sessions change their plan.',
  FAULTS: 'Lets failures be ordered at `/__faults`; for tests and QA only.',
};
