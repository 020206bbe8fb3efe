import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ApiError } from '../../domain/api-error.ts';
import { toBase64Url } from '../../domain/encoding.ts';
import type { Clock, Identifiers } from '../../domain/ports.ts';
import type { KeyedQueue } from '../../domain/queue.ts';
import { partEtag } from '../etag.ts';
import { isTemporaryKey } from '../key-layout.ts';
import type { ListedObject, MultipartReference, PutTarget, StorageBucket } from '../object-storage.ts';
import { pageLimit, pageOf } from '../page-of.ts';
import type { UploadGrant, UrlSigner } from '../signed-url.ts';
import { StorageError } from '../storage-error.ts';
import { durableRename, ensureDirectory, syncDirectory } from './durable-files.ts';
import { isMissing, toStorageError } from './file-system-error.ts';
import { guardedPath } from './guarded-path.ts';
import { multipartDirectory, newMultipartId, readMultiparts } from './multipart-directory.ts';
import { manifestName, readObjectDirectory, writeManifest } from './object-directory.ts';
import { formatPartName, newestParts, type PartNameInput, parsePartName } from './part-name.ts';
import { createPieceStream } from './piece-stream.ts';
import { receiveFile } from './receive-file.ts';
import { walkObjects } from './walk-objects.ts';

export interface LocalBucketOptions {
  readonly name: string;
  /** Where the bucket's `multipart/` and `objects/` are; made with the first bytes. */
  readonly directory: string;
  /** Where bytes are on their way in; on the same file system. */
  readonly incoming: string;
  readonly signer: UrlSigner;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly inDirectory: KeyedQueue;
  /** Rejects when the disk has no room for so many bytes. */
  requireSpace(sizeBytes: number): Promise<void>;
}

export interface LocalBucket extends StorageBucket {
  store(grant: UploadGrant, body: AsyncIterable<Uint8Array>): Promise<string>;
}

/**
 * One bucket on a local disk. An object is a directory of part files, so that completing an upload of any size writes one
 * small manifest and renames a directory:
 *
 * - `multipart/{key}~{id}/` parts of an upload that is not complete
 * - `objects/{key}/` whole objects
 */
export function createLocalBucket(options: LocalBucketOptions): LocalBucket {
  const { name, incoming, signer, clock, identifiers, inDirectory, requireSpace } = options;
  const multiparts = join(options.directory, 'multipart');
  const objects = join(options.directory, 'objects');
  const uploads = join(objects, 'temp', 'uploads');

  const multipartPath = (upload: MultipartReference) => multipartDirectory(multiparts, upload);
  const objectPath = (key: string) => guardedPath(objects, key);

  let prepared: Promise<void> | undefined;
  const prepare = (): Promise<void> => {
    prepared ??= makeDirectories([multiparts, uploads]).catch((error: unknown) => {
      prepared = undefined;
      throw error;
    });
    return prepared;
  };

  /** Publishes a received file as a part: from here on it is listed, also after a crash. */
  const publish = (
    path: string,
    directory: string,
    piece: Omit<PartNameInput, 'generation' | 'mark'>,
  ): Promise<string> =>
    inDirectory(directory, async () => {
      const entries = await readdir(directory);
      const older = entries.flatMap((entry) => parsePartName(entry) ?? []);
      const replaced = older.filter(({ part }) => part.partNumber === piece.partNumber);
      const published = formatPartName({
        ...piece,
        generation: Math.max(0, ...replaced.map(({ generation }) => generation)) + 1,
        mark: identifiers.uuid(),
      });
      await rename(path, join(directory, published.fileName));
      await Promise.all([directory, ...parentsToSync(directory)].map(syncDirectory));
      for (const { fileName } of replaced) await unlink(join(directory, fileName));
      return published.part.etag;
    });

  /** The directories between a temporary object and the root were made without being synchronised, when the URL was signed. */
  const parentsToSync = (directory: string): readonly string[] => {
    const parents: string[] = [];
    for (let path = dirname(directory); path.startsWith(uploads); path = dirname(path)) parents.push(path);
    return parents;
  };

  const store = async (grant: UploadGrant, body: AsyncIterable<Uint8Array>): Promise<string> => {
    await requireSpace(grant.sizeBytes);
    const path = join(incoming, randomUUID());
    await receiveFile(path, grant, body);
    const { key, multipartId } = grant;
    const directory = multipartId === null ? objectPath(key) : multipartPath({ key, multipartId });
    try {
      return await publish(path, directory, grant);
    } catch (error) {
      await rm(path, { force: true });
      if (!isMissing(error)) throw error;
      // Cancelled, expired or complete: signing again tells the client which.
      throw new ApiError('url_invalid', 'The upload this URL belongs to takes no more bytes', {
        cause: error,
      });
    }
  };

  const sign = async (target: PutTarget, place: { multipartId: string | null; partNumber: number }) => {
    const { key, sizeBytes, algorithm, checksum, expiresAtMs } = target;
    const grant = { bucket: name, key, sizeBytes, algorithm, checksum, expiresAtMs, ...place };
    return { method: 'PUT', url: await signer.sign(grant), headers: {} } as const;
  };

  /** Takes a directory out of sight in one step, then removes it. */
  const removeDirectory = (path: string): Promise<void> =>
    inDirectory(path, async () => {
      const trash = join(incoming, randomUUID());
      try {
        await rename(path, trash);
      } catch (error) {
        if (isMissing(error)) return;
        throw error;
      }
      await syncDirectory(dirname(path));
      await rm(trash, { recursive: true, force: true });
    });

  /** A session's temporary directory is its own; nothing else ever lives in it. */
  const removeSessionDirectory = async (key: string): Promise<void> => {
    if (!isTemporaryKey(key)) return;
    try {
      await rmdir(dirname(objectPath(key)));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  };

  const remove = async (key: string): Promise<void> => {
    await removeDirectory(objectPath(key));
    await removeSessionDirectory(key);
  };

  return {
    name,

    multipart: {
      create: ({ key }) =>
        typed(async () => {
          const upload = { key, multipartId: newMultipartId(clock.now(), identifiers.uuid()) };
          const directory = multipartPath(upload);
          await prepare();
          await mkdir(directory, { mode: 0o700 });
          await syncDirectory(multiparts);
          return upload;
        }),

      signPart: (target) =>
        typed(async () => {
          objectPath(target.key);
          return sign(target, { multipartId: target.multipartId, partNumber: target.partNumber });
        }),

      listParts: (upload) =>
        typed(async () => {
          const entries = await readUploadDirectory(multipartPath(upload));
          return newestParts(entries).map(({ part }) => part);
        }),

      complete: (upload, parts) =>
        typed(async () => {
          const directory = multipartPath(upload);
          await inDirectory(directory, async () => {
            const entries = await readUploadDirectory(directory);
            const held = newestParts(entries);
            const chosen = parts.map((part) => {
              const known = held.find((candidate) => candidate.part.partNumber === part.partNumber);
              if (known?.part.etag === part.etag) return known;
              throw new StorageError(
                'no_such_object',
                `Part ${part.partNumber} is not the one that was listed`,
              );
            });
            const kept = new Set(chosen.map(({ fileName }) => fileName));
            // A manifest here is of a completion that a crash cut short.
            await rm(join(directory, manifestName), { force: true });
            for (const entry of entries) if (!kept.has(entry)) await unlink(join(directory, entry));
            const sizeBytes = parts.reduce((total, part) => total + part.sizeBytes, 0);
            const mark = toBase64Url(
              createHash('sha256')
                .update(parts.map(({ etag }) => etag).join())
                .digest(),
            );
            await writeManifest(directory, [...kept], partEtag(sizeBytes, `${mark}-${parts.length}`));
            await syncDirectory(directory);
            const target = objectPath(upload.key);
            await ensureDirectory(dirname(target));
            await durableRename(directory, target);
          });
        }),

      abort: (upload) => typed(() => removeDirectory(multipartPath(upload))),
    },

    objects: {
      signPut: (target) =>
        typed(async () => {
          const directory = objectPath(target.key);
          await prepare();
          // Bytes are only taken where a signed URL prepared a place: a URL used after its object was promoted or
          // deleted finds none, and cannot bring it back.
          await mkdir(directory, { recursive: true, mode: 0o700 });
          return sign(target, { multipartId: null, partNumber: 1 });
        }),

      signRead: () => Promise.resolve(null),

      head: (key) => typed(async () => (await readObjectDirectory(objectPath(key)))?.object ?? null),

      open: (key, range) =>
        typed(async () => {
          const directory = await readObjectDirectory(objectPath(key));
          if (!directory) throw new StorageError('no_such_object', 'There is no object at this key');
          return createPieceStream(directory.pieces, range);
        }),

      put: ({ key, sizeBytes }, body) =>
        typed(async () => {
          const directory = objectPath(key);
          await prepare();
          await requireSpace(sizeBytes ?? 0);
          const path = join(incoming, randomUUID());
          const expected = { sizeBytes, algorithm: 'sha256', checksum: null } as const;
          const received = await receiveFile(path, expected, body);
          await ensureDirectory(directory);
          const etag = await publish(path, directory, { ...received, partNumber: 1, algorithm: 'sha256' });
          return { ...received, etag, writeToken: null };
        }),

      promote: ({ fromKey, toKey, etag }) =>
        typed(async () => {
          const from = objectPath(fromKey);
          const to = objectPath(toKey);
          // In the queue of its directory, so that no part can land between the comparison and the rename.
          await inDirectory(from, async () => {
            const found = await readObjectDirectory(from);
            if (found?.object.etag !== etag) {
              throw new StorageError(
                'no_such_object',
                'The object to promote is not there, or is another one',
              );
            }
            await ensureDirectory(dirname(to));
            await durableRename(from, to);
          });
          await removeSessionDirectory(fromKey);
        }),

      delete: (key) => typed(() => remove(key)),

      async deleteMany(keys) {
        const results = await Promise.allSettled(keys.map(remove));
        return keys.filter((_, index) => results[index]?.status === 'rejected');
      },
    },

    list: (request) =>
      typed(async () => {
        const items: ListedObject[] = [];
        for await (const object of walkObjects(objects, request)) {
          if (items.length === pageLimit(request)) return { items, next: items.at(-1)?.key ?? null };
          items.push(object);
        }
        return { items, next: null };
      }),

    listUploads: (request) =>
      typed(async () => {
        const position = ({ key, multipartId }: MultipartReference) => `${key}\n${multipartId}`;
        return pageOf(await readMultiparts(multiparts), request, position);
      }),

    store: (grant, body) => typed(() => store(grant, body)),
  };
}

async function makeDirectories(paths: readonly string[]): Promise<void> {
  for (const path of paths) await ensureDirectory(path);
}

async function readUploadDirectory(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory);
    return entries.filter((entry) => entry !== manifestName);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new StorageError('no_such_upload', 'There is no upload with this id', { cause: error });
  }
}

/** File system refusals leave the driver as storage errors. */
async function typed<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toStorageError(error);
  }
}
