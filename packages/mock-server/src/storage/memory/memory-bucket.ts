import { ApiError } from '../../domain/api-error.ts';
import { toBase64 } from '../../domain/encoding.ts';
import type { Clock, Identifiers } from '../../domain/ports.ts';
import { createCrc32c } from '../crc32c.ts';
import { partEtag } from '../etag.ts';
import type { PartAlgorithm, PutTarget, StorageBucket, StoredObject, StoredPart } from '../object-storage.ts';
import { pageOf } from '../page-of.ts';
import type { UploadGrant, UrlSigner } from '../signed-url.ts';
import { partSizeMismatch } from '../storage-endpoint.ts';
import { StorageError } from '../storage-error.ts';

export interface MemoryBucketOptions {
  readonly name: string;
  readonly signer: UrlSigner;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
}

export interface MemoryBucket extends StorageBucket {
  store(grant: UploadGrant, body: AsyncIterable<Uint8Array>): Promise<string>;
  /** Every key and multipart upload that holds bytes or a place for them. */
  keys(): readonly string[];
}

interface HeldPart {
  readonly part: StoredPart;
  readonly bytes: Blob;
}

interface HeldUpload {
  readonly key: string;
  readonly startedMs: number;
  readonly parts: Map<number, HeldPart>;
}

interface HeldObject {
  readonly pieces: readonly HeldPart[];
  readonly lastModifiedMs: number;
}

/** What is read of an object at a time. */
const chunkBytes = 1024 * 1024;

/** One bucket of the memory storage. */
export function createMemoryBucket({ name, signer, clock, identifiers }: MemoryBucketOptions): MemoryBucket {
  const uploads = new Map<string, HeldUpload>();
  const objects = new Map<string, HeldObject>();
  /** Keys a signed URL may write to; like a prepared directory of the local driver. */
  const places = new Set<string>();

  const keep = (key: string, pieces: readonly HeldPart[]): void => {
    objects.set(key, { pieces, lastModifiedMs: clock.now() });
  };

  const store = async (grant: UploadGrant, body: AsyncIterable<Uint8Array>): Promise<string> => {
    const bytes = await collect(body, grant.sizeBytes);
    const checksum = await digest(grant.algorithm, bytes);
    if (checksum !== grant.checksum) {
      throw new ApiError('checksum_mismatch', 'The bytes do not have the checksum the URL was signed for');
    }
    const held = hold(bytes, { partNumber: grant.partNumber, checksum, mark: identifiers.uuid() });
    const upload = grant.multipartId === null ? undefined : uploads.get(grant.multipartId);
    if (upload) upload.parts.set(grant.partNumber, held);
    else if (grant.multipartId === null && places.has(grant.key)) keep(grant.key, [held]);
    else throw new ApiError('url_invalid', 'The upload this URL belongs to takes no more bytes');
    return held.part.etag;
  };

  const sign = async (target: PutTarget, place: { multipartId: string | null; partNumber: number }) => {
    const { key, sizeBytes, algorithm, checksum, expiresAtMs } = target;
    const url = await signer.sign({
      bucket: name,
      key,
      sizeBytes,
      algorithm,
      checksum,
      expiresAtMs,
      ...place,
    });
    return { method: 'PUT', url, headers: {} } as const;
  };

  const requireUpload = (multipartId: string): HeldUpload => {
    const upload = uploads.get(multipartId);
    if (upload) return upload;
    throw new StorageError('no_such_upload', 'There is no upload with this id');
  };

  const remove = (key: string): void => {
    objects.delete(key);
    places.delete(key);
  };

  return {
    name,

    multipart: {
      async create({ key }) {
        const multipartId = identifiers.uuid();
        uploads.set(multipartId, { key, startedMs: clock.now(), parts: new Map() });
        return { key, multipartId };
      },
      signPart: (target) => sign(target, { multipartId: target.multipartId, partNumber: target.partNumber }),
      async listParts({ multipartId }) {
        const parts = [...requireUpload(multipartId).parts.values()].map(({ part }) => part);
        return parts.sort((left, right) => left.partNumber - right.partNumber);
      },
      async complete({ key, multipartId }, parts) {
        const upload = requireUpload(multipartId);
        const chosen = parts.map((part) => {
          const held = upload.parts.get(part.partNumber);
          if (held?.part.etag === part.etag) return held;
          throw new StorageError('no_such_object', `Part ${part.partNumber} is not the one that was listed`);
        });
        uploads.delete(multipartId);
        keep(key, chosen);
      },
      async abort({ multipartId }) {
        uploads.delete(multipartId);
      },
    },

    objects: {
      async signPut(target) {
        places.add(target.key);
        return sign(target, { multipartId: null, partNumber: 1 });
      },
      signRead: () => Promise.resolve(null),
      head: async (key) => describe(objects.get(key)),
      async open(key, { start, end }) {
        const held = objects.get(key);
        if (!held) throw new StorageError('no_such_object', 'There is no object at this key');
        return streamOf(new Blob(held.pieces.map(({ bytes }) => bytes)).slice(start, end));
      },
      async put({ key, sizeBytes }, body) {
        const bytes = await collect(body, sizeBytes);
        const checksum = await digest('sha256', bytes);
        const held = hold(bytes, { partNumber: 1, checksum, mark: identifiers.uuid() });
        keep(key, [held]);
        return toStoredObject([held]);
      },
      async promote({ fromKey, toKey, etag }) {
        const held = objects.get(fromKey);
        if (!held || toStoredObject(held.pieces).etag !== etag) {
          throw new StorageError('no_such_object', 'There is no object to promote');
        }
        remove(fromKey);
        keep(toKey, held.pieces);
      },
      delete: async (key) => remove(key),
      async deleteMany(keys) {
        for (const key of keys) remove(key);
        return [];
      },
    },

    async list(request) {
      const all = Array.from(objects, ([key, { pieces, lastModifiedMs }]) => {
        return { key, sizeBytes: toStoredObject(pieces).sizeBytes, lastModifiedMs };
      });
      return pageOf(all, request, ({ key }) => key);
    },

    async listUploads(request) {
      const all = Array.from(uploads, ([multipartId, { key, startedMs }]) => ({
        key,
        multipartId,
        startedMs,
      }));
      return pageOf(all, request, ({ key, multipartId }) => `${key}\n${multipartId}`);
    },

    store,
    keys: () => [...new Set([...uploads.keys(), ...places, ...objects.keys()])],
  };
}

function hold(
  bytes: Blob,
  piece: { readonly partNumber: number; readonly checksum: string | null; readonly mark: string },
): HeldPart {
  const { partNumber, checksum, mark } = piece;
  const etag = partEtag(bytes.size, checksum ?? mark);
  return { bytes, part: { partNumber, sizeBytes: bytes.size, etag, checksum } };
}

function describe(held: HeldObject | undefined): StoredObject | null {
  return held ? toStoredObject(held.pieces) : null;
}

function toStoredObject(pieces: readonly HeldPart[]): StoredObject {
  const [only] = pieces.length === 1 ? pieces : [];
  return {
    sizeBytes: pieces.reduce((total, { part }) => total + part.sizeBytes, 0),
    etag: only ? only.part.etag : `"${pieces.map(({ part }) => part.etag.slice(1, -1)).join()}"`,
    checksum: only ? only.part.checksum : null,
    writeToken: null,
  };
}

async function collect(body: AsyncIterable<Uint8Array>, sizeBytes: number | null): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  for await (const chunk of body) {
    received += chunk.byteLength;
    if (sizeBytes !== null && received > sizeBytes) throw partSizeMismatch(sizeBytes);
    chunks.push(new Uint8Array(chunk));
  }
  if (sizeBytes !== null && received !== sizeBytes) throw partSizeMismatch(sizeBytes);
  return new Blob(chunks);
}

/** Not `Blob.stream`: in a component test the page's Blob is jsdom's, which has none. */
function streamOf(bytes: Blob): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = 0;
  return new ReadableStream({
    async pull(controller) {
      const chunk = bytes.slice(position, position + chunkBytes);
      position += chunk.size;
      if (chunk.size === 0) controller.close();
      else controller.enqueue(new Uint8Array(await chunk.arrayBuffer()));
    },
  });
}

async function digest(algorithm: PartAlgorithm, bytes: Blob): Promise<string | null> {
  if (algorithm === 'none') return null;
  const buffer = await bytes.arrayBuffer();
  if (algorithm === 'sha256') return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', buffer)));
  const hasher = await createCrc32c();
  hasher.update(new Uint8Array(buffer));
  return hasher.digest();
}
