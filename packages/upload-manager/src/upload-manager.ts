import type {
  FileDeletion,
  FileRecord,
  FileList as FileRecordList,
  PlanList,
  UserPlan,
  WorkspaceList,
  WorkspaceQuota,
} from './contract/index.ts';
import type { UploadOptions, UploadSnapshot } from './core/upload-snapshot.ts';
import type { UploadError } from './errors/upload-error.ts';
import type { FileInput } from './ports/file-source.ts';
import type { ReadOnlyStore } from './store/read-only-store.ts';
import type { UploadList } from './store/upload-list.ts';

export interface UploadEventMap {
  /** An upload entered the list. */
  readonly added: { readonly upload: UploadSnapshot };
  /** The status of an upload changed. */
  readonly changed: { readonly upload: UploadSnapshot; readonly previous: UploadSnapshot };
  /** The file is active on the server. */
  readonly completed: { readonly upload: UploadSnapshot; readonly file: FileRecord };
  /** The engine gave up. `retry` starts again from what the server holds. */
  readonly failed: { readonly upload: UploadSnapshot; readonly error: UploadError };
  readonly cancelled: { readonly upload: UploadSnapshot };
  /** A stored file was deleted through this manager. */
  readonly fileDeleted: { readonly fileId: string };
  /** An upload left the list. */
  readonly removed: { readonly id: string };
  /** Something went wrong that stops no upload: browser storage is blocked, a stored record was unreadable. */
  readonly warning: { readonly error: UploadError };
}

/** One upload's id, several, or, left out, all. */
export type UploadTarget = string | readonly string[];

export interface ListFilesOptions {
  readonly workspaceId?: string;
  readonly cursor?: string;
  /** 1 to 100. @default 50 */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** The upload engine of a page. Methods are bound; pass them around freely. */
export interface UploadManager {
  /** The ids and the totals. */
  readonly list: ReadOnlyStore<UploadList>;
  /** One small store per upload, or `undefined` for an id that is not in the list. */
  getUpload(id: string): ReadOnlyStore<UploadSnapshot> | undefined;

  /**
   * Takes files in and returns their upload ids, in order. A file that an upload of an earlier page waits for is handed
   * to that upload, which goes on, instead of becoming a new one.
   */
  add(files: Iterable<FileInput>, options?: UploadOptions): readonly string[];
  pause(target?: UploadTarget): void;
  resume(target?: UploadTarget): void;
  /** Stops, frees the reservation on the server and keeps the row as `cancelled`. */
  cancel(target?: UploadTarget): void;
  retry(target?: UploadTarget): void;
  /** Takes rows out of the list; what is not finished is cancelled first. */
  remove(target?: UploadTarget): void;

  /** Hands the bytes to an upload that waits for them. A different file is refused: see the state's `error`. */
  provideFile(id: string, file: FileInput): void;
  /** Asks the browser for access to the file it kept a handle of. Call it from a click. */
  allowAccess(id: string): Promise<void>;
  /** Brings back the uploads of earlier pages. Resolves when each is listed; they go on by themselves. */
  restore(): Promise<void>;

  on<Name extends keyof UploadEventMap>(
    name: Name,
    listener: (event: UploadEventMap[Name]) => void,
  ): () => void;

  getQuota(options?: {
    readonly workspaceId?: string;
    readonly signal?: AbortSignal;
  }): Promise<WorkspaceQuota>;
  getUserPlan(options?: { readonly signal?: AbortSignal }): Promise<UserPlan>;
  listPlans(options?: { readonly signal?: AbortSignal }): Promise<PlanList>;
  listWorkspaces(options?: { readonly signal?: AbortSignal }): Promise<WorkspaceList>;
  listFiles(options?: ListFilesOptions): Promise<FileRecordList>;
  deleteFile(fileId: string, options?: { readonly signal?: AbortSignal }): Promise<FileDeletion>;

  /** Stops all work and releases every resource. Sessions stay resumable. */
  destroy(): void;
}
