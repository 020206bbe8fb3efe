import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, realpath, rename, rm, rmdir, statfs, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ApiError } from '../../domain/api-error.ts';
import { toBase64Url } from '../../domain/encoding.ts';
import type { Clock, Identifiers, Log } from '../../domain/ports.ts';
import { createKeyedQueue } from '../../domain/queue.ts';
import { partEtag } from '../etag.ts';
import { isTemporaryKey } from '../key-layout.ts';
import type { MultipartReference, ObjectStorage, PutTarget } from '../object-storage.ts';
import { createUrlSigner, type UploadGrant } from '../signed-url.ts';
import { createStorageEndpoint, type StorageEndpoint } from '../storage-endpoint.ts';
import { StorageError } from '../storage-error.ts';
import { durableRename, ensureDirectory, syncDirectory } from './durable-files.ts';
import { isMissing, toStorageError } from './file-system-error.ts';
import { guardedPath } from './guarded-path.ts';
import { manifestName, readObjectDirectory, writeManifest } from './object-directory.ts';
import { formatPartName, newestParts, parsePartName } from './part-name.ts';
import { createPieceStream } from './piece-stream.ts';
import { receiveFile } from './receive-file.ts';

export interface LocalStorageOptions {
  /** The directory everything lives in; made when it is missing. One process owns it. */
  readonly root: string;
  readonly signingSecret: string;
  /** Where a browser reaches this server. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  /** Space left alone on the disk, so that the database can go on. @default 64 MiB */
  readonly reservedFreeBytes?: number;
}

export interface LocalStorage extends ObjectStorage {
  readonly endpoint: StorageEndpoint;
}

const defaultReservedFreeBytes = 64 * 1024 * 1024;

/**
 * Objects on a local disk. An object is a directory of part files, so that completing an upload of any size writes one
 * small manifest and renames a directory:
 *
 * - `incoming/` bytes on their way in, emptied at start
 * - `multipart/{id}/` parts of an upload that is not complete
 * - `objects/{key}/` whole objects
 */
export async function createLocalStorage(options: LocalStorageOptions): Promise<LocalStorage> {
  const { clock, identifiers, log } = options;
  const root = await prepareRoot(options.root);
  const incoming = join(root, 'incoming');
  const multiparts = join(root, 'multipart');
  const objects = join(root, 'objects');
  const uploads = join(objects, 'temp', 'uploads');
  const reservedFreeBytes = options.reservedFreeBytes ?? defaultReservedFreeBytes;
  const inDirectory = createKeyedQueue();
  const signer = createUrlSigner({ secret: options.signingSecret, baseUrl: options.baseUrl, clock });

  const multipartPath = ({ multipartId }: Pick<MultipartReference, 'multipartId'>) =>
    guardedPath(multiparts, multipartId);
  const objectPath = (key: string) => guardedPath(objects, key);

  const requireSpace = async (sizeBytes: number): Promise<void> => {
    const { bavail, bsize } = await statfs(root);
    if (bavail * bsize >= sizeBytes + reservedFreeBytes) return;
    throw new StorageError('full', 'The disk has no room for this part');
  };

  /** Publishes a received file as a part: from here on it is listed, also after a crash. */
  const publish = (path: string, directory: string, grant: UploadGrant): Promise<string> =>
    inDirectory(directory, async () => {
      const entries = await readdir(directory);
      const older = entries.flatMap((entry) => parsePartName(entry) ?? []);
      const replaced = older.filter(({ part }) => part.partNumber === grant.partNumber);
      const name = formatPartName({
        ...grant,
        generation: Math.max(0, ...replaced.map(({ generation }) => generation)) + 1,
        mark: identifiers.uuid(),
      });
      await rename(path, join(directory, name.fileName));
      await syncDirectory(directory);
      if (grant.multipartId === null) await syncParents(directory);
      for (const { fileName } of replaced) await unlink(join(directory, fileName));
      return name.part.etag;
    });

  /** The directories between an object and the root were made without being synchronised, when the URL was signed. */
  const syncParents = async (directory: string): Promise<void> => {
    const parents: string[] = [];
    for (let path = dirname(directory); path.startsWith(uploads); path = dirname(path)) parents.push(path);
    await Promise.all(parents.map(syncDirectory));
  };

  const store = async (grant: UploadGrant, body: AsyncIterable<Uint8Array>): Promise<string> => {
    await requireSpace(grant.sizeBytes);
    const path = join(incoming, randomUUID());
    await receiveFile(path, grant, body);
    const { multipartId } = grant;
    const directory = multipartId === null ? objectPath(grant.key) : multipartPath({ multipartId });
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
    const url = await signer.sign({ key, sizeBytes, algorithm, checksum, expiresAtMs, ...place });
    return { method: 'PUT', url, headers: {} } as const;
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

  return {
    checksumAlgorithms: { direct: ['sha256', 'crc32c'], parts: ['sha256', 'crc32c'] },
    checksumSource: 'store',

    multipart: {
      create: (key) =>
        typed(async () => {
          objectPath(key);
          const multipartId = identifiers.uuid();
          await mkdir(multipartPath({ multipartId }), { mode: 0o700 });
          await syncDirectory(multiparts);
          return { key, multipartId };
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
              const name = held.find((candidate) => candidate.part.partNumber === part.partNumber);
              if (name?.part.etag === part.etag) return name;
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
          // Bytes are only taken where a signed URL prepared a place: a URL used after its object was promoted or
          // deleted finds none, and cannot bring it back.
          await mkdir(objectPath(target.key), { recursive: true, mode: 0o700 });
          return sign(target, { multipartId: null, partNumber: 1 });
        }),

      head: (key) => typed(async () => (await readObjectDirectory(objectPath(key)))?.object ?? null),

      open: (key, range) =>
        typed(async () => {
          const directory = await readObjectDirectory(objectPath(key));
          if (!directory) throw new StorageError('no_such_object', 'There is no object at this key');
          return createPieceStream(directory.pieces, range);
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

      delete: (key) =>
        typed(async () => {
          await removeDirectory(objectPath(key));
          await removeSessionDirectory(key);
        }),
    },

    check: () => typed(() => requireSpace(0)),

    endpoint: createStorageEndpoint({
      signer,
      identifiers,
      log,
      store: (grant, body) => typed(() => store(grant, body)),
    }),
  };
}

async function prepareRoot(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  // Links in the path to the root are the operator's; below it there are none.
  const root = await realpath(resolve(path));
  // What a killed server was receiving was never acknowledged.
  await rm(join(root, 'incoming'), { recursive: true, force: true });
  for (const name of ['incoming', 'multipart', 'objects']) {
    await mkdir(join(root, name), { recursive: true, mode: 0o700 });
    await chmod(join(root, name), 0o700);
  }
  await ensureDirectory(join(root, 'objects', 'temp', 'uploads'));
  await syncDirectory(root);
  return root;
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
