import type { FileRecord } from '@holdfast/upload-manager/contract';

/** A file that has just become active, as the host's hook gets it. */
export interface ActiveFile {
  /** The same for every attempt: a host that does something twice can tell by it. */
  readonly eventId: string;
  readonly file: FileRecord;
  /** The bytes, for a scanner or a thumbnail. */
  open(): Promise<ReadableStream<Uint8Array>>;
}

/**
 * What a host makes of a file: `processing` while it works on it, `done` or `failed` once it has, and `rejected` for a file
 * nobody may have, as a scanner says: it is deleted, whoever refers to it.
 */
export type FileVerdict = 'processing' | 'done' | 'failed' | 'rejected';

/** Told of each file that becomes active; told again, later, if it throws or its server dies. */
export type OnFileActive = (active: ActiveFile) => Promise<FileVerdict>;
