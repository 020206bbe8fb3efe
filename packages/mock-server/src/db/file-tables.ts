/** Bytes that several files of a workspace share. Only contents with a proven SHA-256 are here; other files have their own. */
interface BlobTable {
  id: string;
  tenant_id: string;
  workspace_id: string;
  storage_key: string;
  size_bytes: number;
  chunk_size: number;
  /** The SHA-256 of the parts' SHA-256; null once the last file has left, so that nobody joins what is going. */
  digest: string | null;
  /** Active files with this content. */
  file_count: number;
  created_at: number;
}

/** A file that became active and of which the host has yet to be told. The row goes once it was. */
interface FileEventTable {
  id: string;
  tenant_id: string;
  file_id: string;
  attempts: number;
  /** When to try, or to try again if whoever is trying has died. */
  due_at: number;
  created_at: number;
}

export interface FileTables {
  file_events: FileEventTable;
  blobs: BlobTable;
}
