import type { ObjectStorage, StorageBucket } from '@holdfast/mock-server';
import { etagOf, type Store } from './store.ts';
import type { Piece } from './take-body.ts';

type StoredObject = NonNullable<Awaited<ReturnType<StorageBucket['objects']['head']>>>;

export interface HoldfastStorageOptions {
  readonly store: Store;
  /** Equivalent origins of the store; parts are spread over them. */
  readonly origins: readonly string[];
}

/** Lets the Holdfast backend keep its objects in the bench's store, where the other contenders keep theirs. */
export function createHoldfastStorage({ origins, store }: HoldfastStorageOptions): ObjectStorage {
  const { objects, uploads } = store;
  let signedObjects = 0;

  const sign = (turn: number, path: string, checksum: string | null) => ({
    method: 'PUT' as const,
    url: `${origins[turn % origins.length]}/bucket/${path}`,
    headers: checksum === null ? {} : { 'x-amz-checksum-sha256': checksum },
  });

  const bucket: StorageBucket = {
    name: 'bucket',

    multipart: {
      create: async ({ key }) => ({ key, multipartId: store.begin(key) }),
      signPart: async ({ checksum, key, multipartId, partNumber }) =>
        sign(partNumber, `${key}?partNumber=${partNumber}&uploadId=${multipartId}`, checksum),
      async listParts({ multipartId }) {
        const upload = uploads.get(multipartId);
        if (upload === undefined) throw new Error(`The store has no upload ${multipartId}`);
        return [...upload.parts]
          .toSorted(([left], [right]) => left - right)
          .map(([partNumber, piece]) => ({
            partNumber,
            sizeBytes: piece.sizeBytes,
            etag: etagOf(piece),
            checksum: piece.sha256,
          }));
      },
      async complete({ multipartId }, parts) {
        const isJoined = store.join(
          multipartId,
          parts.map(({ partNumber }) => partNumber),
        );
        if (!isJoined) throw new Error(`The parts of ${multipartId} are not all there`);
      },
      async abort({ multipartId }) {
        uploads.delete(multipartId);
      },
    },

    objects: {
      async signPut({ checksum, key }) {
        signedObjects += 1;
        return sign(signedObjects, key, checksum);
      },
      signRead: async () => null,
      head: async (key) => describe(objects.get(key)),
      async open(key, { end, start }) {
        const [first] = objects.get(key) ?? [];
        // The backend reads the beginning of a file to tell its type, and nothing else.
        if (first === undefined || start !== 0)
          throw new Error(`The store keeps no bytes of ${key} from ${start}`);
        return new Blob([first.head]).slice(0, end).stream();
      },
      put: async ({ key }) => {
        throw new Error(`Nobody sends ${key} through the backend in this bench`);
      },
      async promote({ fromKey, toKey }) {
        const pieces = objects.get(fromKey);
        if (pieces === undefined) throw new Error(`The store has no object ${fromKey}`);
        objects.set(toKey, pieces);
        objects.delete(fromKey);
      },
      async delete(key) {
        objects.delete(key);
      },
      async deleteMany(keys) {
        for (const key of keys) objects.delete(key);
        return [];
      },
    },

    list: async () => ({ items: [], next: null }),
    listUploads: async () => ({ items: [], next: null }),
  };

  return {
    bucketOf: () => bucket,
    checksumAlgorithms: { direct: ['sha256'], parts: ['sha256'] },
    check: async () => undefined,
  };
}

function describe(pieces: readonly Piece[] | undefined): StoredObject | null {
  if (pieces === undefined) return null;
  const [only] = pieces.length === 1 ? pieces : [];
  return {
    sizeBytes: pieces.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    etag:
      only === undefined ? `"${pieces.map((piece) => etagOf(piece).slice(1, -1)).join('-')}"` : etagOf(only),
    checksum: only?.sha256 ?? null,
    writeToken: null,
  };
}
