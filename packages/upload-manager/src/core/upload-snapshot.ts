import type { UploadProgress } from './progress.ts';
import type { UploadState } from './upload-state.ts';

/** A file as the list shows it. */
export interface FileDescriptor {
  readonly name: string;
  /** MIME type as the browser guessed it; empty when it has none. */
  readonly mimeType: string;
  /** Path inside the dropped or chosen folder; empty for a single file. */
  readonly relativePath: string;
  /** Bytes; `null` while `preparing`, because reading it for thousands of files at once would block the page. */
  readonly sizeBytes: number | null;
  /** Epoch milliseconds; `null` while `preparing`. */
  readonly lastModified: number | null;
}

/** What an app wants to keep with a file: whatever JSON can say. */
export type UploadMetadata = Readonly<Record<string, unknown>>;

/** What the caller said about an upload; sent to the server as it is. */
export interface UploadOptions<Metadata extends object = UploadMetadata> {
  /** @default the caller's default workspace */
  readonly workspaceId?: string;
  readonly referenceType?: string;
  readonly referenceId?: string;
  readonly projectId?: string;
  readonly sceneId?: string;
  readonly fileType?: string;
  readonly categoryIds?: readonly string[];
  /** Names one upload, so that adding the same file with it again finds the first. For one file at a time. */
  readonly idempotencyKey?: string;
  /** At most 8 KiB of JSON: a copy is taken when the file is added. */
  readonly metadata?: Readonly<Metadata>;
}

/** Which page works on an upload. What another page works on is shown live, and commands reach it there. */
export type UploadOwner = 'this-page' | 'other-page';

/** Everything known of one upload. A new object for each change; parts that did not change keep their identity. */
export interface UploadSnapshot<Metadata extends object = UploadMetadata> {
  readonly id: string;
  readonly owner: UploadOwner;
  readonly file: FileDescriptor;
  readonly options: UploadOptions<Metadata>;
  /** Epoch milliseconds. */
  readonly addedAt: number;
  readonly state: UploadState;
  readonly progress: UploadProgress;
}
