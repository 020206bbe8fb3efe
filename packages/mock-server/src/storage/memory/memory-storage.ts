import { ApiError } from '../../domain/api-error.ts';
import { toBase64 } from '../../domain/encoding.ts';
import type { Clock, Identifiers, Log } from '../../domain/ports.ts';
import { createCrc32c } from '../crc32c.ts';
import { partEtag } from '../etag.ts';
import type { ObjectStorage, PutTarget, StoredObject, StoredPart } from '../object-storage.ts';
import { createUrlSigner, type UploadGrant } from '../signed-url.ts';
import { createStorageEndpoint, partSizeMismatch, type StorageEndpoint } from '../storage-endpoint.ts';
import { StorageError } from '../storage-error.ts';

export interface MemoryStorageOptions {
  readonly signingSecret: string;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
}

export interface MemoryStorage extends ObjectStorage {
  readonly endpoint: StorageEndpoint;
  /** Every key and multipart upload that holds bytes or a place for them: what a test compares before and after. */
  keys(): readonly string[];
}

interface HeldPart {
  readonly part: StoredPart;
  readonly bytes: Blob;
}

/** Objects in memory, for tests and for pages without a server. Web standards only. */
export function createMemoryStorage(options: MemoryStorageOptions): MemoryStorage {
  const { clock, identifiers, log } = options;
  const signer = createUrlSigner({ secret: options.signingSecret, baseUrl: options.baseUrl, clock });
  const uploads = new Map<string, Map<number, HeldPart>>();
  const objects = new Map<string, readonly HeldPart[]>();
  /** Keys a signed URL may write to; like a prepared directory of the local driver. */
  const places = new Set<string>();

  const store = async (grant: UploadGrant, body: AsyncIterable<Uint8Array>): Promise<string> => {
    const bytes = await collect(grant, body);
    const checksum = await digest(grant, bytes);
    if (checksum !== grant.checksum) {
      throw new ApiError('checksum_mismatch', 'The bytes do not have the checksum the URL was signed for');
    }
    const etag = partEtag(bytes.size, checksum ?? identifiers.uuid());
    const held: HeldPart = {
      bytes,
      part: { partNumber: grant.partNumber, sizeBytes: bytes.size, etag, checksum },
    };
    const upload = grant.multipartId === null ? undefined : uploads.get(grant.multipartId);
    if (upload) upload.set(grant.partNumber, held);
    else if (grant.multipartId === null && places.has(grant.key)) objects.set(grant.key, [held]);
    else throw new ApiError('url_invalid', 'The upload this URL belongs to takes no more bytes');
    return etag;
  };

  const sign = async (target: PutTarget, place: { multipartId: string | null; partNumber: number }) => {
    const { key, sizeBytes, algorithm, checksum, expiresAtMs } = target;
    const url = await signer.sign({ key, sizeBytes, algorithm, checksum, expiresAtMs, ...place });
    return { method: 'PUT', url, headers: {} } as const;
  };

  const requireUpload = (multipartId: string): Map<number, HeldPart> => {
    const upload = uploads.get(multipartId);
    if (upload) return upload;
    throw new StorageError('no_such_upload', 'There is no upload with this id');
  };

  return {
    checksumAlgorithms: { direct: ['sha256', 'crc32c'], parts: ['sha256', 'crc32c'] },
    checksumSource: 'store',

    multipart: {
      async create(key) {
        const multipartId = identifiers.uuid();
        uploads.set(multipartId, new Map());
        return { key, multipartId };
      },
      signPart: (target) => sign(target, { multipartId: target.multipartId, partNumber: target.partNumber }),
      async listParts({ multipartId }) {
        const parts = [...requireUpload(multipartId).values()].map(({ part }) => part);
        return parts.sort((left, right) => left.partNumber - right.partNumber);
      },
      async complete({ key, multipartId }, parts) {
        const upload = requireUpload(multipartId);
        const chosen = parts.map((part) => {
          const held = upload.get(part.partNumber);
          if (held?.part.etag === part.etag) return held;
          throw new StorageError('no_such_object', `Part ${part.partNumber} is not the one that was listed`);
        });
        uploads.delete(multipartId);
        objects.set(key, chosen);
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
      head: async (key) => describe(objects.get(key)),
      async open(key, { start, end }) {
        const pieces = objects.get(key);
        if (!pieces) throw new StorageError('no_such_object', 'There is no object at this key');
        return new Blob(pieces.map(({ bytes }) => bytes)).slice(start, end).stream();
      },
      async promote({ fromKey, toKey, etag }) {
        const pieces = objects.get(fromKey);
        if (!pieces || describe(pieces)?.etag !== etag)
          throw new StorageError('no_such_object', 'There is no object to promote');
        objects.delete(fromKey);
        places.delete(fromKey);
        objects.set(toKey, pieces);
      },
      async delete(key) {
        objects.delete(key);
        places.delete(key);
      },
    },

    check: () => Promise.resolve(),
    endpoint: createStorageEndpoint({ signer, identifiers, log, store }),
    keys: () => [...new Set([...uploads.keys(), ...places, ...objects.keys()])].sort(),
  };
}

function describe(pieces: readonly HeldPart[] | undefined): StoredObject | null {
  const first = pieces?.[0];
  if (!pieces || !first) return null;
  const isSingle = pieces.length === 1;
  return {
    sizeBytes: pieces.reduce((total, { part }) => total + part.sizeBytes, 0),
    etag: isSingle ? first.part.etag : `"${pieces.map(({ part }) => part.etag.slice(1, -1)).join()}"`,
    checksum: isSingle ? first.part.checksum : null,
  };
}

async function collect(grant: UploadGrant, body: AsyncIterable<Uint8Array>): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  for await (const chunk of body) {
    received += chunk.byteLength;
    if (received > grant.sizeBytes) throw partSizeMismatch(grant);
    chunks.push(new Uint8Array(chunk));
  }
  if (received !== grant.sizeBytes) throw partSizeMismatch(grant);
  return new Blob(chunks);
}

async function digest(grant: UploadGrant, bytes: Blob): Promise<string | null> {
  if (grant.algorithm === 'none') return null;
  const buffer = await bytes.arrayBuffer();
  if (grant.algorithm === 'sha256')
    return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', buffer)));
  const hasher = await createCrc32c();
  hasher.update(new Uint8Array(buffer));
  return hasher.digest();
}
