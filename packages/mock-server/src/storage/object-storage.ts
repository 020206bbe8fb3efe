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

export interface PartTarget extends PutTarget, MultipartReference {
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
  /** As the store computed it; null where it tells none, also where it enforced the one in the URL. */
  readonly checksum: string | null;
}

export interface StoredObject {
  readonly sizeBytes: number;
  readonly etag: string;
  /** Of the whole object; null when it was written in several parts or without a checksum. */
  readonly checksum: string | null;
  /** The token of whoever wrote it; null where joining is one step, so that there is nothing to prove. */
  readonly writeToken: string | null;
}

/** Bytes from `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a multipart upload is for. */
export interface NewMultipart {
  readonly key: string;
  /** Kept with the object, to prove later whose object it is. */
  readonly writeToken: string;
  /** What every part will be proven with. */
  readonly algorithm: PartAlgorithm;
}

export interface MultipartTarget extends NewMultipart, MultipartReference {}

/** Uploads that are still in pieces. Every method rejects with a `StorageError`. */
interface MultipartStorage {
  create(upload: NewMultipart): Promise<MultipartReference>;
  signPart(target: PartTarget): Promise<SignedRequest>;
  /** All pages, ascending, each part once. `no_such_upload` when the upload was completed, aborted or lost. */
  listParts(upload: MultipartReference): Promise<readonly StoredPart[]>;
  /** Joins exactly these parts into the object at the upload's key. */
  complete(upload: MultipartTarget, parts: readonly StoredPart[]): Promise<void>;
  /** Drops the upload and what it holds; an unknown upload is fine. */
  abort(upload: MultipartReference): Promise<void>;
}

/** Whole objects. Every method rejects with a `StorageError`. */
interface ObjectStore {
  signPut(target: PutTarget): Promise<SignedRequest>;
  /** A URL that answers the bytes with these headers; null where the server hands out the bytes itself. */
  signRead(target: ReadTarget): Promise<string | null>;
  head(key: string): Promise<StoredObject | null>;
  /** `no_such_object` when there is none. */
  open(key: string, range: ByteRange): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Keeps bytes that this server received itself, with their SHA-256. When the body fails nothing is kept. */
  put(target: OwnPut, body: AsyncIterable<Uint8Array>): Promise<StoredObject>;
  /** Moves an object to its final key; `no_such_object` when it is not the one with this ETag. */
  promote(move: PromotionTarget): Promise<void>;
  /** An unknown object is fine. */
  delete(key: string): Promise<void>;
  /** Deletes any number of objects, and answers the keys that could not be deleted. */
  deleteMany(keys: readonly string[]): Promise<readonly string[]>;
}

export interface ReadTarget {
  readonly key: string;
  readonly expiresAtMs: number;
  /** The Content-Type and Content-Disposition of the answer, whatever the object was stored with. */
  readonly contentType: string;
  readonly disposition: string;
}

export interface OwnPut {
  readonly key: string;
  /** Refuses a body of another length; null when it shows only at the end. */
  readonly sizeBytes: number | null;
  readonly writeToken: string;
}

export interface PromotionTarget {
  readonly fromKey: string;
  readonly toKey: string;
  readonly etag: string;
  readonly writeToken: string;
}

/** A page of names below a prefix, in an order that does not change. */
export interface ListRequest {
  readonly prefix: string;
  /** `next` of the page before; null for the first. */
  readonly after: string | null;
  /** @default 1000, and never more */
  readonly limit?: number;
}

export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

export interface ListedObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly lastModifiedMs: number;
}

/** An upload that was neither completed nor aborted, also one that holds no part yet. */
export interface ListedUpload extends MultipartReference {
  readonly startedMs: number;
}

/** One place with keys of its own. */
export interface StorageBucket {
  /** Tenants with the same name here share a bucket. */
  readonly name: string;
  readonly multipart: MultipartStorage;
  readonly objects: ObjectStore;
  list(request: ListRequest): Promise<ListPage<ListedObject>>;
  listUploads(request: ListRequest): Promise<ListPage<ListedUpload>>;
}

export interface ObjectStorage {
  /** Where a tenant's bytes are, by the strategy storage is provisioned with. */
  bucketOf(tenantId: string): StorageBucket;
  /** The checksums this store enforces. */
  readonly checksumAlgorithms: {
    readonly direct: readonly ChecksumAlgorithm[];
    readonly parts: readonly ChecksumAlgorithm[];
  };
  /** What is wrong with the store without keeping the server from working, as it was found at start. */
  readonly problems?: readonly string[];
  /** Rejects when the store cannot take bytes now. */
  check(): Promise<void>;
  /** Answers requests to the store's own signed URLs, where the store has no server of its own. */
  readonly endpoint?: { fetch(request: Request): Promise<Response> };
}
