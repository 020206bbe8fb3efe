import { type FileCollection, fileInFolder, joinPath, mergeCollections } from './file-collection.ts';

/** Every file below an entry of a drop, through the API that all browsers have. It gives no handles. */
export async function readEntry(entry: FileSystemEntry, folder = ''): Promise<FileCollection> {
  try {
    if (isFileEntry(entry)) return { files: [fileInFolder(await fileOf(entry), folder)], unreadable: [] };
    if (isDirectoryEntry(entry)) return await readDirectory(entry, joinPath(folder, entry.name));
    return { files: [], unreadable: [joinPath(folder, entry.name)] };
  } catch {
    // A file may vanish or be locked between the drop and the read: the others are still wanted.
    return { files: [], unreadable: [joinPath(folder, entry.name)] };
  }
}

async function readDirectory(entry: FileSystemDirectoryEntry, path: string): Promise<FileCollection> {
  const reader = entry.createReader();
  const collections: FileCollection[] = [];
  while (true) {
    // Chromium answers at most 100 entries at a time; only an empty answer is the end.
    const entries = await nextEntries(reader);
    if (entries.length === 0) return mergeCollections(collections);
    collections.push(...(await Promise.all(entries.map((child) => readEntry(child, path)))));
  }
}

function nextEntries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectoryEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
