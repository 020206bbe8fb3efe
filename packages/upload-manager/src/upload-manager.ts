import type {
  AnalyticsGroup,
  CascadeResult,
  FileDeletion,
  FileRecord,
  FileList as FileRecordList,
  FileStatus,
  HistoryList,
  PlanList,
  ReferencedFileList,
  ReferenceList,
  StorageAnalytics,
  UserPlan,
  WorkspaceList,
  WorkspaceQuota,
} from './contract/index.ts';
import type {
  FileDescriptor,
  UploadMetadata,
  UploadOptions,
  UploadSnapshot,
} from './core/upload-snapshot.ts';
import type { UploadError } from './errors/upload-error.ts';
import type { FileInput } from './ports/file-source.ts';
import type { ReadOnlyStore } from './store/read-only-store.ts';
import type { UploadList } from './store/upload-list.ts';

/** A JSON Merge Patch: fields replace, `null` removes, objects inside are merged. */
export type MetadataPatch<Metadata extends object = UploadMetadata> = {
  readonly [Name in keyof Metadata]?: Metadata[Name] | null;
};

export interface UploadEventMap<Metadata extends object = UploadMetadata> {
  /** An upload entered the list. */
  readonly added: { readonly upload: UploadSnapshot<Metadata> };
  /** The status of an upload changed. */
  readonly changed: {
    readonly upload: UploadSnapshot<Metadata>;
    readonly previous: UploadSnapshot<Metadata>;
  };
  /** The file is active on the server. */
  readonly completed: { readonly upload: UploadSnapshot<Metadata>; readonly file: FileRecord };
  /** The engine gave up. `retry` starts again from what the server holds. */
  readonly failed: { readonly upload: UploadSnapshot<Metadata>; readonly error: UploadError };
  readonly cancelled: { readonly upload: UploadSnapshot<Metadata> };
  /** A stored file was deleted through this manager. */
  readonly fileDeleted: { readonly fileId: string };
  /** A reference was deleted through this manager, with the files that had no other. */
  readonly referenceDeleted: { readonly reference: FileReference; readonly deletedFiles: number };
  /** A workspace was put on another plan through this manager. */
  readonly planChanged: { readonly quota: WorkspaceQuota };
  /** An upload left the list. */
  readonly removed: { readonly id: string };
  /** Something went wrong that stops no upload: browser storage is blocked, a stored record was unreadable. */
  readonly warning: { readonly error: UploadError };
  /** The backend refuses the caller: uploads wait until `signedIn` is called. Told once for each time signed out. */
  readonly signInNeeded: Readonly<Record<never, never>>;
  /** `signedIn` was called: what the backend refused can be asked for again. */
  readonly signedIn: Readonly<Record<never, never>>;
  /** The user signed out, here or in another page: nothing of theirs is to be shown any more. */
  readonly signedOut: Readonly<Record<never, never>>;
}

/** What the page does before and after each upload. Both may run again after a pause or a reload: make them repeatable. */
export interface UploadHooks {
  /**
   * Asked once the file's size is known and the rules let it pass, before anything is sent; four files are asked about at
   * a time. It may refuse the file with a reason for people, or add to the options: what it does not name stays, and
   * metadata is merged by its keys. What it throws fails the upload. The signal aborts when the upload is paused,
   * cancelled or removed, and nobody waits for the answer any more.
   */
  readonly beforeUpload?: (
    upload: UploadSnapshot,
    context: { readonly blob: Blob; readonly signal: AbortSignal },
  ) => HookAnswer | Promise<HookAnswer>;
  /**
   * The file is stored; the upload is complete when this resolves. What it throws becomes a `warning`. The signal aborts
   * when the upload is removed or the page is left, and nobody waits for it any more.
   */
  readonly afterUpload?: (
    upload: UploadSnapshot,
    file: FileRecord,
    context: { readonly signal: AbortSignal },
  ) => void | Promise<void>;
}

export type HookAnswer =
  | { readonly refuse: string }
  | { readonly options: Omit<UploadOptions, 'idempotencyKey'> }
  | null
  | undefined;

/** What would become of a file. */
export interface PreflightFile {
  readonly file: FileDescriptor;
  /** Why it would not be taken. */
  readonly error: UploadError | null;
  /** The id of an upload in the list, or the index of an earlier file, with the same name, folder, size and time. */
  readonly duplicateOf: string | number | null;
}

export interface Preflight {
  readonly files: readonly PreflightFile[];
  /** Bytes of the files that would be taken. */
  readonly totalBytes: number;
  readonly quota: WorkspaceQuota;
  /** `quota_exceeded` when they do not fit together; nothing was reserved. */
  readonly error: UploadError | null;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** One upload's id, several, or, left out, all. */
export type UploadTarget = string | readonly string[];

/** One page of a list of a workspace. */
export interface PageOptions {
  /** @default the caller's default workspace */
  readonly workspaceId?: string;
  /** Where the page before ended: its `next_cursor`. @default the first page */
  readonly cursor?: string;
  /** 1 to 100. @default 50 */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

export interface ListFilesOptions extends PageOptions {}

/** What a file is for: something of the app's own, such as an icon of a walkthrough. */
export interface FileReference {
  readonly type: string;
  readonly id: string;
}

export interface ListReferencesOptions extends PageOptions {
  /** @default every type */
  readonly type?: string;
}

/** Files made from `from`, inclusive, to `to`, exclusive: RFC 3339 in UTC with milliseconds, as `toISOString` writes. */
export interface UsageOptions extends PageOptions {
  readonly from?: string;
  readonly to?: string;
}

export interface ListHistoryOptions extends UsageOptions {
  readonly status?: FileStatus;
  /** How the name begins, in capitals or not. */
  readonly fileName?: string;
}

export interface DeleteFileOptions extends CallOptions {
  /** Deletes the file although others refer to it. @default false */
  readonly force?: boolean;
}

/**
 * The upload engine of a page. Methods are bound; pass them around freely. `Metadata` is what the app keeps with its files.
 */
export interface UploadManager<Metadata extends object = UploadMetadata> {
  /** The ids and the totals. */
  readonly list: ReadOnlyStore<UploadList>;
  /** One small store per upload, or `undefined` for an id that is not in the list. */
  getUpload(id: string): ReadOnlyStore<UploadSnapshot<Metadata>> | undefined;

  /** The file itself, for a thumbnail or a look into it; `null` when this page has no bytes of it. */
  localFile(id: string): File | null;
  /** Puts an upload at another place of the list, from 0, on this page. The order of sending does not follow. */
  move(id: string, toIndex: number): void;

  /**
   * Takes files in and returns their upload ids, in order. A file that an upload of an earlier page waits for is handed
   * to that upload, which goes on, instead of becoming a new one. Throws a TypeError that names the first thing that is no
   * file, and `invalid_request` for metadata that is no JSON; then nothing is taken.
   */
  add(files: Iterable<FileInput>, options?: UploadOptions<Metadata>): readonly string[];
  /**
   * Adds one file and resolves with its record. Rejects with the UploadError it failed with, with `aborted` when it was
   * cancelled or removed, or the user signed out, and with what `add` would have thrown; the signal cancels it.
   */
  upload(file: FileInput, options?: UploadOptions<Metadata>, callOptions?: CallOptions): Promise<FileRecord>;
  /** Says of files, before a byte is sent, which would be taken, which are there already, and whether all fit. */
  preflight(
    files: Iterable<FileInput>,
    options?: { readonly workspaceId?: string; readonly signal?: AbortSignal },
  ): Promise<Preflight>;
  /** The caller has signed in again, or has new headers: uploads that wait for that go on. */
  signedIn(): void;
  /**
   * Changes what the app keeps with an upload of this page, at any time: before it is sent, while it is sent and when it
   * is stored. Fields that are not named stay. Resolves when it is kept; when it rejects, nothing has changed.
   */
  editMetadata(id: string, patch: MetadataPatch<Metadata>): Promise<void>;
  pause(target?: UploadTarget): void;
  resume(target?: UploadTarget): void;
  /** Stops, frees the reservation on the server and keeps the row as `cancelled`. */
  cancel(target?: UploadTarget): void;
  retry(target?: UploadTarget): void;
  /**
   * Takes rows out of the list; what is not finished is cancelled first. The server decides about an upload that is
   * `completing`: its row goes without an end, and the file may be stored.
   */
  remove(target?: UploadTarget): void;

  /** Hands the bytes to an upload that waits for them. A different file is refused: see the state's `error`. */
  provideFile(id: string, file: FileInput): void;
  /** Asks the browser for access to the file it kept a handle of. Call it from a click. */
  allowAccess(id: string): Promise<void>;
  /**
   * Brings back the uploads of earlier pages; resolves when each is listed, and they go on by themselves. From then on
   * the list also shows the uploads of other open pages, live, with `owner: 'other-page'`: commands reach them there,
   * each page tells their end once, and when the page that works on them goes away, one of the others goes on.
   */
  restore(): Promise<void>;
  /**
   * Works on uploads of other pages here from now on. Needed only when the page that works on them is asleep: the
   * uploads of a page that is gone are taken over without being asked.
   */
  takeOver(target?: UploadTarget): Promise<void>;
  /**
   * Forgets the user in this browser: stops all work, empties the list and deletes every stored record of this
   * `storageNamespace`, in all pages. Sessions stay on the server, and are offered again after the next sign-in.
   */
  signOut(): Promise<void>;

  on<Name extends keyof UploadEventMap>(
    name: Name,
    listener: (event: UploadEventMap<Metadata>[Name]) => void,
  ): () => void;

  getQuota(options?: {
    readonly workspaceId?: string;
    readonly signal?: AbortSignal;
  }): Promise<WorkspaceQuota>;
  getUserPlan(options?: CallOptions): Promise<UserPlan>;
  listPlans(options?: CallOptions): Promise<PlanList>;
  /** Puts a workspace on another plan. @default the caller's default workspace */
  changePlan(
    plan: string,
    options?: { readonly workspaceId?: string; readonly signal?: AbortSignal },
  ): Promise<WorkspaceQuota>;
  listWorkspaces(options?: CallOptions): Promise<WorkspaceList>;
  listFiles(options?: ListFilesOptions): Promise<FileRecordList>;
  getFile(fileId: string, options?: CallOptions): Promise<FileRecord>;
  /** Rejects with `file_in_use`, and the references in its `details`, when others refer to the file. */
  deleteFile(fileId: string, options?: DeleteFileOptions): Promise<FileDeletion>;
  /** Files and bytes of a workspace by what they are for, type, project, user or day. Shared content counts for each file. */
  getUsage(groupBy: AnalyticsGroup, options?: UsageOptions): Promise<StorageAnalytics>;
  /** What became of the caller's uploads, newest first, also of those that failed or were deleted. */
  listHistory(options?: ListHistoryOptions): Promise<HistoryList>;
  /** What the files of a workspace are for. */
  listReferences(options?: ListReferencesOptions): Promise<ReferenceList>;
  listReferencedFiles(reference: FileReference, options?: PageOptions): Promise<ReferencedFileList>;
  /** Removes a reference from all its files and deletes those that have no other. */
  deleteReference(
    reference: FileReference,
    options?: { readonly workspaceId?: string; readonly signal?: AbortSignal },
  ): Promise<CascadeResult>;

  /**
   * Stops all work and releases every resource. Sessions stay resumable. From then on what takes files and every call is
   * refused with `aborted`, commands and `restore` do nothing, and `signOut` still deletes what this browser stored.
   */
  destroy(): void;
}
