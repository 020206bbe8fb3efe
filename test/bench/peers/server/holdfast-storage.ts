import type { ObjectStorage, StorageBucket } from '@holdfast/mock-server';
import type { Remote } from './remote.ts';
import { etagOf } from './store.ts';
import type { StoreCalls } from './store-calls.ts';
import type { Piece } from './take-body.ts';

type StoredObject = NonNullable<Awaited<ReturnType<StorageBucket['objects']['head']>>>;

export interface HoldfastStorageOptions {
  readonly store: Remote<StoreCalls>;
  /** Equivalent origins of the store; parts are spread over them. */
  readonly origins: readonly string[];
}

/** Lets the Holdfast backend keep its objects in the bench's store, where the other contenders keep theirs. */
export function createHoldfastStorage({ origins, store }: HoldfastStorageOptions): ObjectStorage {
  let signedObjects = 0;

  const sign = (turn: number, path: string, checksum: string | null) => ({
    method: 'PUT' as const,
    url: `${origins[turn % origins.length]}/bucket/${path}`,
    headers: checksum === null ? {} : { 'x-amz-checksum-sha256': checksum },
  });

  const bucket: StorageBucket = {
    name: 'bucket',

    multipart: {
      create: async ({ key }) => ({ key, multipartId: await store.begin(key) }),
      signPart: async ({ checksum, key, multipartId, partNumber }) =>
        sign(partNumber, `${key}?partNumber=${partNumber}&uploadId=${multipartId}`, checksum),
      async listParts({ multipartId }) {
        const parts = await store.listParts(multipartId);
        if (parts === null) throw new Error(`The store has no upload ${multipartId}`);
        return parts.map(([partNumber, piece]) => ({
          partNumber,
          sizeBytes: piece.sizeBytes,
          etag: etagOf(piece),
          checksum: piece.sha256,
        }));
      },
      async complete({ multipartId }, parts) {
        const isJoined = await store.join(
          multipartId,
          parts.map(({ partNumber }) => partNumber),
        );
        if (!isJoined) throw new Error(`The parts of ${multipartId} are not all there`);
      },
      abort: ({ multipartId }) => store.abort(multipartId),
    },

    objects: {
      async signPut({ checksum, key }) {
        signedObjects += 1;
        return sign(signedObjects, key, checksum);
      },
      signRead: async () => null,
      head: async (key) => describe(await store.object(key)),
      async open(key, { end, start }) {
        const [first] = (await store.object(key)) ?? [];
        // The backend reads the beginning of a file to tell its type, and nothing else.
        if (first === undefined || start !== 0)
          throw new Error(`The store keeps no bytes of ${key} from ${start}`);
        return new Blob([first.head]).slice(0, end).stream();
      },
      put: async ({ key }) => {
        throw new Error(`Nobody sends ${key} through the backend in this bench`);
      },
      async promote({ fromKey, toKey }) {
        if (!(await store.move(fromKey, toKey))) throw new Error(`The store has no object ${fromKey}`);
      },
      delete: (key) => store.remove([key]),
      async deleteMany(keys) {
        await store.remove(keys);
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

function describe(pieces: readonly Piece[] | null): StoredObject | null {
  if (pieces === null) return null;
  const [only] = pieces.length === 1 ? pieces : [];
  return {
    sizeBytes: pieces.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    etag:
      only === undefined ? `"${pieces.map((piece) => etagOf(piece).slice(1, -1)).join('-')}"` : etagOf(only),
    checksum: only?.sha256 ?? null,
    writeToken: null,
  };
}
