import type { ChecksumAlgorithm } from '@holdfast/upload-manager/contract';

/** The algorithm a session's parts are proven with, if any. */
export type PartAlgorithm = ChecksumAlgorithm | 'none';

/** What a signed URL allows: these bytes, to this place, until then. */
export interface PutTarget {
  readonly key: string;
  readonly sizeBytes: number;
  readonly algorithm: PartAlgorithm;
  /** Base64 of the raw digest; null when the algorithm is `none`. */
  readonly checksum: string | null;
  readonly expiresAtMs: number;
}

export interface MultipartReference {
  readonly key: string;
  readonly multipartId: string;
}

interface PartTarget extends PutTarget, MultipartReference {
  readonly partNumber: number;
}

export interface SignedRequest {
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One piece of bytes as the store holds it. */
export interface StoredPart {
  readonly partNumber: number;
  readonly sizeBytes: number;
  readonly etag: string;
  readonly checksum: string | null;
}

export interface StoredObject {
  readonly sizeBytes: number;
  readonly etag: string;
  /** Of the whole object; null when it was written in several parts or without a checksum. */
  readonly checksum: string | null;
}

/** Bytes from `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Uploads that are still in pieces. Every method rejects with a `StorageError`. */
interface MultipartStorage {
  create(key: string): Promise<MultipartReference>;
  signPart(target: PartTarget): Promise<SignedRequest>;
  /** All pages, ascending, each part once. `no_such_upload` when the upload was completed, aborted or lost. */
  listParts(upload: MultipartReference): Promise<readonly StoredPart[]>;
  /** Joins exactly these parts into the object at the upload's key. */
  complete(upload: MultipartReference, parts: readonly StoredPart[]): Promise<void>;
  /** Drops the upload and what it holds; an unknown upload is fine. */
  abort(upload: MultipartReference): Promise<void>;
}

/** Whole objects. Every method rejects with a `StorageError`. */
interface ObjectStore {
  signPut(target: PutTarget): Promise<SignedRequest>;
  head(key: string): Promise<StoredObject | null>;
  /** `no_such_object` when there is none. */
  open(key: string, range: ByteRange): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Moves an object to its final key; `no_such_object` when it is not the one with this ETag. */
  promote(move: PromotionTarget): Promise<void>;
  /** An unknown object is fine. */
  delete(key: string): Promise<void>;
}

interface PromotionTarget {
  readonly fromKey: string;
  readonly toKey: string;
  readonly etag: string;
}

export interface ObjectStorage {
  readonly multipart: MultipartStorage;
  readonly objects: ObjectStore;
  /** The checksums this store enforces, best first. */
  readonly checksumAlgorithms: {
    readonly direct: readonly ChecksumAlgorithm[];
    readonly parts: readonly ChecksumAlgorithm[];
  };
  /** Whether parts' checksums were computed here from the bytes, or are the ones bound into the URL. */
  readonly checksumSource: 'store' | 'bound';
  /** Rejects when the store cannot take bytes now. */
  check(): Promise<void>;
  /** Answers requests to the store's own signed URLs, where the store has no server of its own. */
  readonly endpoint?: { fetch(request: Request): Promise<Response> };
}
