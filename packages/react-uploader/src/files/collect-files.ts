import { emptyCollection, type FileCollection, mergeCollections } from './file-collection.ts';
import { handleRequestOf } from './file-system-access.ts';
import { readEntry } from './read-entry.ts';
import { readHandle } from './read-handle.ts';

/**
 * Takes the files out of a drop or a paste, folders included. Call it inside the event: the browser empties the
 * transfer as soon as the listener returns, so everything is asked for before the first wait.
 */
export function collectFiles(transfer: DataTransfer): Promise<FileCollection> {
  const items = Array.from(transfer.items ?? []).filter((item) => item.kind === 'file');
  if (items.length === 0) return Promise.resolve(plainFiles(transfer.files));
  return Promise.all(items.map(collectItem)).then(mergeCollections);
}

/** Whether a drag or a paste carries files. */
export function hasFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return transfer !== null && Array.from(transfer.types).includes('Files');
}

function collectItem(item: DataTransferItem): Promise<FileCollection> {
  const handle = handleRequestOf(item)?.();
  const entry = item.webkitGetAsEntry?.() ?? null;
  const file = item.getAsFile();
  return readItem({ handle, entry, file });
}

interface TransferItem {
  readonly handle: Promise<FileSystemDirectoryHandle | FileSystemFileHandle | null> | undefined;
  readonly entry: FileSystemEntry | null;
  readonly file: File | null;
}

async function readItem({ handle, entry, file }: TransferItem): Promise<FileCollection> {
  // A browser may refuse a handle (system folders, policies) and still give the bytes the old way.
  const granted = (await handle?.catch(() => null)) ?? null;
  if (granted !== null) return readHandle(granted);
  if (entry !== null) return readEntry(entry);
  return file === null ? emptyCollection : { files: [file], unreadable: [] };
}

function plainFiles(files: FileList): FileCollection {
  return { files: Array.from(files), unreadable: [] };
}
