/** A file or a folder as a test writes it down: a folder is a record of what is in it. */
export type FileTree = File | FolderTree;

export interface FolderTree {
  readonly [name: string]: FileTree;
}

/** What a person takes in the hand at once: some files, or files and folders by their names. */
export type FileSelection = readonly File[] | FolderTree;

/** Browsers answer at most this many entries of a folder at a time. */
const entriesPerRead = 100;

/** What a browser hands to a drop listener for these files and folders. jsdom has no `DataTransfer`. */
export function createTransfer(
  selection: FileSelection,
  { unreadable = [] }: { readonly unreadable?: readonly File[] } = {},
): DataTransfer {
  const roots = rootsOf(selection);
  const items = roots.map(([name, tree]) => ({
    kind: 'file',
    type: '',
    getAsFile: () => (tree instanceof File ? tree : null),
    webkitGetAsEntry: () => toEntry({ name, tree, unreadable }),
  }));
  return toTransfer(
    items,
    roots.flatMap(([, tree]) => (tree instanceof File ? tree : [])),
  );
}

/** The files and folders of a selection, by name. Two files of an array may have the same one. */
export function rootsOf(selection: FileSelection): readonly (readonly [string, FileTree])[] {
  return isArray(selection) ? selection.map((file) => [file.name, file]) : Object.entries(selection);
}

/** `Array.isArray` does not narrow readonly arrays. */
function isArray(selection: FileSelection): selection is readonly File[] {
  return Array.isArray(selection);
}

/** The same in a browser that hands out file handles. */
export function createTransferWithHandles(roots: Readonly<Record<string, FileTree>>): DataTransfer {
  const items = Object.entries(roots).map(([name, tree]) => ({
    kind: 'file',
    type: '',
    getAsFile: () => null,
    webkitGetAsEntry: () => null,
    getAsFileSystemHandle: async () => toHandle(name, tree),
  }));
  return toTransfer(items, []);
}

/** Only the members that drop listeners use. */
function toTransfer(items: readonly object[], files: readonly File[]): DataTransfer {
  return { types: ['Files'], dropEffect: 'none', items, files } as unknown as DataTransfer;
}

interface EntryOptions {
  readonly name: string;
  readonly tree: FileTree;
  /** Files that are listed and cannot be opened. */
  readonly unreadable: readonly File[];
}

function toEntry({ name, tree, unreadable }: EntryOptions): object {
  if (tree instanceof File) {
    return {
      name,
      isFile: true,
      isDirectory: false,
      file(resolve: (file: File) => void, reject: (error: DOMException) => void) {
        if (unreadable.includes(tree)) reject(new DOMException('', 'NotReadableError'));
        else resolve(tree);
      },
    };
  }
  const children = Object.entries(tree).map(([childName, child]) =>
    toEntry({ name: childName, tree: child, unreadable }),
  );
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      let position = 0;
      return {
        readEntries(resolve: (entries: readonly object[]) => void) {
          const answer = children.slice(position, position + entriesPerRead);
          position += answer.length;
          queueMicrotask(() => resolve(answer));
        },
      };
    },
  };
}

function toHandle(name: string, tree: FileTree): object {
  if (tree instanceof File) return { kind: 'file', name, getFile: async () => tree };
  return {
    kind: 'directory',
    name,
    async *values() {
      for (const [childName, child] of Object.entries(tree)) yield toHandle(childName, child);
    },
  };
}
