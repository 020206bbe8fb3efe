import { connectionsPerHost, limits, mebibyte, type Plan } from '@holdfast/upload-manager/contract';
import type { LegacyPrefix } from './entities/legacy-prefix.ts';

const hourMs = 60 * 60 * 1000;
const gibibyte = 1024 * mebibyte;

/** Files of a type that are only kept for a while. */
export interface LifecycleRule {
  readonly fileType: string;
  readonly afterMs: number;
}

/** What a deployment decides. Durations in milliseconds, sizes in bytes. */
export interface Settings {
  /** Origin under which browsers reach this server; permanent file URLs start with it. */
  readonly publicUrl: string;
  /** Other origins whose pages may call with credentials. */
  readonly corsOrigins: readonly string[];
  readonly plans: readonly Plan[];
  /** The plan of a workspace made for a bearer token. */
  readonly defaultPlan: string;
  readonly anonymousPlan: string;
  /** What one user may take over all workspaces, where its plan does not say; null for no limit. */
  readonly userLimitBytes: number | null;
  /** Where older files are whose URLs entities still carry. */
  readonly legacyPrefixes: readonly LegacyPrefix[];
  /** Types a file may have, as `image/png` or `image/*`; empty allows all. */
  readonly allowedTypes: readonly string[];
  /** Reference types whose files anybody may read by their URL. */
  readonly publicReferenceTypes: readonly string[];
  /** Lets anonymous sessions change their plan, for demonstrations. */
  readonly isDemo: boolean;
  /** How long a session lives without activity. */
  readonly sessionIdleMs: number;
  /** How long a session lives at most. */
  readonly sessionMaxMs: number;
  /** How long a caller waits for a completion before it is told to come back. */
  readonly completionWaitMs: number;
  /** How many uploads one user may have open. */
  readonly maxOpenUploads: number;
  /** What the plan rule aims at. */
  readonly targetPartBytes: number;
  /** Parts are a multiple of this. */
  readonly partStepBytes: number;
  /** Connections that the parts of one file fill in whole waves. */
  readonly connections: number;
  /** No store takes larger objects, whatever the plan allows. */
  readonly maxObjectBytes: number;
  /** Calls one principal may make in a minute, all at once if it likes. */
  readonly callsPerMinute: number;
  /** Part URLs one principal may have signed in a minute. */
  readonly signedUrlsPerMinute: number;
  /** Ids that are not there, which one principal may name in a minute. */
  readonly unknownIdsPerMinute: number;
  /** Anonymous sessions that one address may start in a minute. */
  readonly anonymousSessionsPerMinute: number;
  /** Wrong bearer tokens that one address may try in a minute. */
  readonly wrongTokensPerMinute: number;
  /** Calls the operator may make in a minute. */
  readonly operatorCallsPerMinute: number;
  /** Reads without a caller, by read token or of public files, that one address may make in a minute. */
  readonly openReadsPerMinute: number;
  /** How long the record of a failed upload is kept. */
  readonly failedRecordMs: number;
  /** How long finished clean-ups and imports are kept, and the rows of deleted entities. */
  readonly finishedRecordMs: number;
  readonly lifecycleRules: readonly LifecycleRule[];
}

export const defaultPlans: readonly Plan[] = [
  {
    id: 'free',
    name: 'Free',
    limit_bytes: 10 * gibibyte,
    max_file_bytes: 5 * gibibyte,
    counts: { workspace: 1 },
  },
  {
    id: 'pro',
    name: 'Pro',
    limit_bytes: 1024 * gibibyte,
    max_file_bytes: 100 * gibibyte,
    counts: { workspace: 10 },
  },
  { id: 'unlimited', name: 'Unlimited', limit_bytes: null, max_file_bytes: null, counts: {} },
];

export const defaultSettings: Settings = {
  publicUrl: 'http://localhost',
  corsOrigins: [],
  plans: defaultPlans,
  defaultPlan: 'free',
  anonymousPlan: 'free',
  userLimitBytes: null,
  legacyPrefixes: [],
  allowedTypes: [],
  publicReferenceTypes: [],
  isDemo: false,
  sessionIdleMs: 24 * hourMs,
  sessionMaxMs: 144 * hourMs,
  completionWaitMs: 20_000,
  maxOpenUploads: 10_000,
  targetPartBytes: limits.targetPartBytes,
  partStepBytes: mebibyte,
  connections: connectionsPerHost,
  maxObjectBytes: 5 * 1024 * gibibyte,
  // A page makes at most 25 calls for a thousand small files and a few for each large one: these stop a loop, no user.
  callsPerMinute: 12_000,
  signedUrlsPerMinute: 60_000,
  unknownIdsPerMinute: 600,
  anonymousSessionsPerMinute: 120,
  wrongTokensPerMinute: 600,
  operatorCallsPerMinute: 1200,
  openReadsPerMinute: 12_000,
  failedRecordMs: 30 * 24 * hourMs,
  finishedRecordMs: 90 * 24 * hourMs,
  lifecycleRules: [],
};
