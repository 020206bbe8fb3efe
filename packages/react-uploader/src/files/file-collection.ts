import type { FileInput } from '@holdfast/upload-manager';

/** What a drop, a paste or a choice brought. */
export interface FileCollection {
  readonly files: readonly FileInput[];
  /** Paths of what the browser would not read. Said to the user, so that nothing is missing in silence. */
  readonly unreadable: readonly string[];
}

export const emptyCollection: FileCollection = { files: [], unreadable: [] };

export function mergeCollections(collections: readonly FileCollection[]): FileCollection {
  return {
    files: collections.flatMap((collection) => collection.files),
    unreadable: collections.flatMap((collection) => collection.unreadable),
  };
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A file inside a folder carries its path; one on its own has none. */
export function fileInFolder(file: File, folder: string, handle?: FileSystemFileHandle): FileInput {
  return {
    file,
    ...(handle === undefined ? {} : { handle }),
    ...(folder === '' ? {} : { relativePath: joinPath(folder, file.name) }),
  };
}
