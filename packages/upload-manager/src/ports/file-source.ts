/** The bytes of one file. Reading gives Blobs, so that no byte passes through JavaScript unless it is hashed. */
export interface FileSource {
  readonly name: string;
  readonly mimeType: string;
  /** Path inside the chosen folder; empty for a single file. */
  readonly relativePath: string;
  /** An opaque, structured-cloneable value that `FileSources.reopen` understands, or `null`. */
  readonly handle: unknown;
  /** The file itself, for handing it to another page. */
  readonly file: File;
  /** Size and time as they were when the file was handed in. */
  stat(): FileStat;
  /** The bytes from `start` up to, not including, `end`. Nothing is read yet. */
  slice(start: number, end: number): Blob;
  /** Throws UploadError `file_changed` or `file_unreadable` when the bytes on disk are no longer the ones handed in. */
  checkReadable(): Promise<void>;
}

export interface FileStat {
  readonly sizeBytes: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

/** What people hand in: a file, or a file with the handle the browser gave for it. */
export type FileInput =
  | File
  | {
      readonly file: File;
      /** From drag and drop or the file picker; lets the upload go on by itself after a reload. */
      readonly handle?: FileSystemFileHandle;
      /** Path inside the chosen folder. */
      readonly relativePath?: string;
    };

export type ReopenResult =
  | { readonly outcome: 'opened'; readonly source: FileSource }
  /** One click is needed: ask again with `ask` from a user gesture. */
  | { readonly outcome: 'permission-needed' }
  | { readonly outcome: 'gone' };

export interface FileSources {
  open(input: FileInput): FileSource;
  /** Opens a persisted handle. `ask` shows the browser's permission prompt and needs a user gesture. */
  reopen(handle: unknown, options: { readonly ask: boolean }): Promise<ReopenResult>;
}
