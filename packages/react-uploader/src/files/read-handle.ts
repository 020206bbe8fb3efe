import { type FileCollection, fileInFolder, joinPath, mergeCollections } from './file-collection.ts';

/** Every file below a handle, each with its own handle: its upload goes on by itself after a reload. */
export async function readHandle(
  handle: FileSystemDirectoryHandle | FileSystemFileHandle,
  folder = '',
): Promise<FileCollection> {
  try {
    if (handle.kind === 'directory') return await readDirectory(handle, joinPath(folder, handle.name));
    return { files: [fileInFolder(await handle.getFile(), folder, handle)], unreadable: [] };
  } catch {
    // A file may vanish or be locked between the drop and the read: the others are still wanted.
    return { files: [], unreadable: [joinPath(folder, handle.name)] };
  }
}

async function readDirectory(handle: FileSystemDirectoryHandle, path: string): Promise<FileCollection> {
  const children: Promise<FileCollection>[] = [];
  for await (const child of handle.values()) children.push(readHandle(child, path));
  return mergeCollections(await Promise.all(children));
}
