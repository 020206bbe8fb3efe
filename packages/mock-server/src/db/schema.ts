import type {
  FileStatus,
  ProcessingStatus,
  SessionStatus,
  TaskState,
} from '@holdfast/upload-manager/contract';
import type { ColumnType, Kysely, Selectable, Transaction } from 'kysely';
import type { EntityTables } from './entity-tables.ts';
import type { FileTables } from './file-tables.ts';

// Times are epoch milliseconds and sizes are bytes, both as 64-bit integers; ids and JSON are text. Nothing here
// depends on one database.

/** A column that an insert may leave out. */
type WithDefault<Value> = ColumnType<Value, Value | undefined, Value>;

interface WorkspaceTable {
  id: string;
  tenant_id: string;
  name: string;
  plan: string;
  used_bytes: number;
  reserved_bytes: number;
  created_at: number;
}

interface BrowserSessionTable {
  id: string;
  /** SHA-256 of the cookie's value; the value itself is nowhere on the server. */
  token_hash: string;
  tenant_id: string;
  user_id: string;
  workspace_id: string;
  created_at: number;
  expires_at: number;
}

interface FileTable {
  id: string;
  tenant_id: string;
  workspace_id: string;
  user_id: string;
  status: FileStatus;
  failure_reason: string | null;
  /** Where the bytes are: the temporary key until promotion, the final key from then on. */
  storage_key: string;
  file_name: string;
  /** What the name is searched by: see `foldName`. Compared byte by byte. */
  name_folded: string;
  size_bytes: number;
  mime_type: string;
  detected_type: string | null;
  checksum_algorithm: 'sha256' | 'crc32c' | null;
  checksum_value: string | null;
  chunk_size: number;
  last_modified: number | null;
  reference_type: string | null;
  reference_id: string | null;
  project_id: string | null;
  scene_id: string | null;
  file_type: string | null;
  category_ids: string;
  metadata: string;
  processing_status: ProcessingStatus;
  /** The import that found the object and made the record; null for uploads. */
  import_id: string | null;
  /** Where the bytes are shared; null for a file with bytes of its own. */
  blob_id: WithDefault<string | null>;
  created_at: number;
  updated_at: number;
}

export type SessionFailure = 'interrupted' | 'expired' | 'gone' | 'type_not_allowed' | 'storage_unavailable';

interface UploadSessionTable {
  id: string;
  tenant_id: string;
  workspace_id: string;
  user_id: string;
  file_id: string;
  status: SessionStatus;
  failure_reason: SessionFailure | null;
  upload_type: 'direct' | 'multipart';
  file_size: number;
  chunk_size: number;
  part_count: number;
  checksum_algorithm: 'sha256' | 'crc32c' | 'none';
  multipart_id: string | null;
  temp_key: string;
  /** The file's checksum, written before storage joins the parts: a binding may change after a crash, this may not. */
  checksum_value: string | null;
  /** Written before promotion, so that a crash in the middle of it can be finished. */
  final_key: string | null;
  client_reference: string | null;
  batch_reference: string | null;
  expires_at: number;
  hard_expires_at: number;
  /** Who is completing the session, and until when nobody else may. */
  claim_token: string | null;
  claim_until: number | null;
  /** Set once the server itself has received the bytes, in a single request: no URL was ever signed for them. */
  received_at: WithDefault<number | null>;
  /** 1 when the content was there already: what this session brought is dropped. */
  is_deduplicated: WithDefault<number>;
  /** Set once a session that kept nothing has no bytes left in storage. */
  purged_at: number | null;
  created_at: number;
  updated_at: number;
}

/** The checksum a part was signed with. `checksum` is empty when the session has no algorithm. */
interface PartBindingTable {
  session_id: string;
  part_number: number;
  checksum: string;
  bound_at: number;
  /** 1 once it took the place of another checksum. */
  replaced: number;
}

interface IdempotencyKeyTable {
  principal: string;
  route: string;
  key: string;
  fields_hash: string;
  status: 'running' | 'done';
  lease_token: string;
  lease_until: number;
  /** The session a first run made, so that a second run after a crash goes on with it. */
  session_id: string | null;
  /** The first answer as JSON, without URLs. */
  answer: string | null;
  created_at: number;
  expires_at: number;
}

interface AuditEventTable {
  id: string;
  tenant_id: string;
  workspace_id: string;
  actor_id: string;
  subject_type: 'session' | 'file' | 'entity' | 'job' | 'object' | 'workspace';
  subject_id: string;
  from_status: string | null;
  to_status: string;
  reason: string | null;
  request_id: string | null;
  created_at: number;
}

interface JobTable {
  name: string;
  /** Null where the job only runs by hand. */
  cron: string | null;
  next_run_at: number | null;
  /** Who is running the job, and until when nobody else may. */
  lease_token: string | null;
  lease_until: number | null;
}

export type JobOutcome = 'running' | 'succeeded' | 'partial' | 'failed' | 'stopped' | 'lost';
export type JobStarter = 'schedule' | 'operator' | 'command';

interface JobRunTable {
  id: string;
  job: string;
  started_by: JobStarter;
  outcome: JobOutcome;
  /** What the run did, as a JSON object of numbers. */
  counts: string;
  error_code: string | null;
  started_at: number;
  finished_at: number | null;
}

/** Work that goes on after its answer, on whichever server is there. */
interface BackgroundTaskTable {
  id: string;
  kind: 'project-cleanup' | 'import';
  tenant_id: string;
  /** What it is about: a project's id, a prefix. */
  subject: string;
  /** Hash of the request: of what is asked for there is one running task at a time. */
  scope: string;
  /** As JSON of its kind. */
  request: string;
  /** How far it is, as JSON of its kind. */
  progress: string | null;
  state: TaskState;
  attempts: number;
  due_at: number;
  lease_token: string | null;
  lease_until: number | null;
  requested_by: string;
  request_id: string | null;
  /** When it was asked for; asking again while it runs moves it. */
  started_at: number;
  updated_at: number;
  finished_at: number | null;
}

export interface Schema extends EntityTables, FileTables {
  background_tasks: BackgroundTaskTable;
  workspaces: WorkspaceTable;
  browser_sessions: BrowserSessionTable;
  files: FileTable;
  upload_sessions: UploadSessionTable;
  part_bindings: PartBindingTable;
  idempotency_keys: IdempotencyKeyTable;
  audit_events: AuditEventTable;
  jobs: JobTable;
  job_runs: JobRunTable;
}

export type Database = Kysely<Schema>;
export type DatabaseTransaction = Transaction<Schema>;
/** The database itself or a transaction on it. */
export type Queryable = Database | DatabaseTransaction;

export type WorkspaceRow = Selectable<WorkspaceTable>;
export type FileRow = Selectable<FileTable>;
export type BlobRow = Selectable<Schema['blobs']>;
export type SessionRow = Selectable<UploadSessionTable>;
export type JobRow = Selectable<JobTable>;
export type JobRunRow = Selectable<JobRunTable>;
