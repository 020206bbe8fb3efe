import type { Database } from '../db/schema.ts';
import type { ObjectStorage } from '../storage/object-storage.ts';
import type { OnFileActive } from './files/file-hook.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Clock, Identifiers, Log } from './ports.ts';
import type { Settings } from './settings.ts';

/** Places between two steps at which a test lets the server die. */
export type CrashPoint =
  | 'session-recorded'
  | 'multipart-created'
  | 'bytes-received'
  | 'storage-completed'
  | 'final-key-recorded'
  | 'promoted'
  | 'completion-recorded'
  | 'entity-deletion-recorded'
  | 'hook-answered'
  | 'deletion-recorded'
  | 'object-deleted'
  | 'cleanup-batch-recorded'
  | 'import-page-imported';

/** What every service works with. */
export interface BackendContext {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly settings: Settings;
  /** The host's hook for files that become active. */
  readonly onFileActive?: OnFileActive;
  /** Says that there is something to tell the host. */
  readonly wakeFileEvents?: () => void;
  /** Does nothing, except in tests that die here. */
  crash(point: CrashPoint): Promise<void>;
}
