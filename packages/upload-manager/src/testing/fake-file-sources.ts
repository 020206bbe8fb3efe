import type { FileInput, FileSource, FileSources } from '../ports/file-source.ts';

/** File sources over plain `File` objects; a handle stands for itself and is granted or not as the test says. */
export interface FakeFileSources extends FileSources {
  /** What `reopen` finds for a handle. `permission` turns into the file when asked with a click. */
  keep(handle: object, file: File, access?: 'granted' | 'permission'): void;
}

export function createFakeFileSources(): FakeFileSources {
  const kept = new Map<unknown, { readonly file: File; access: 'granted' | 'permission' }>();

  function toSource(file: File, relativePath: string, handle: unknown): FileSource {
    return {
      name: file.name,
      mimeType: file.type,
      relativePath,
      handle,
      file,
      stat: () => ({ sizeBytes: file.size, lastModified: file.lastModified }),
      slice: (start, end) => file.slice(start, end),
      checkReadable: async () => {},
    };
  }

  return {
    open(input: FileInput) {
      const { file, handle = null, relativePath = '' } = 'file' in input ? input : { file: input };
      return toSource(file, relativePath, handle);
    },
    async reopen(handle, { ask }) {
      const entry = kept.get(handle);
      if (entry === undefined) return { outcome: 'gone' };
      if (entry.access === 'permission' && !ask) return { outcome: 'permission-needed' };
      entry.access = 'granted';
      return { outcome: 'opened', source: toSource(entry.file, '', handle) };
    },
    keep(handle, file, access = 'granted') {
      kept.set(handle, { file, access });
    },
  };
}
