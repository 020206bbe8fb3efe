/** The parts of the File System Access API that TypeScript's DOM library does not know: only Chromium has them. */
export interface OpenFilePickerOptions {
  readonly multiple?: boolean;
  readonly types?: readonly {
    readonly description?: string;
    readonly accept: Readonly<Record<string, readonly string[]>>;
  }[];
}

type ShowOpenFilePicker = (options: OpenFilePickerOptions) => Promise<FileSystemFileHandle[]>;

type GetAsFileSystemHandle = () => Promise<FileSystemDirectoryHandle | FileSystemFileHandle | null>;

/** The browser's own file picker, which hands out handles, or `undefined` where it is missing. */
export function openFilePickerOf(scope: object): ShowOpenFilePicker | undefined {
  if (!('showOpenFilePicker' in scope) || typeof scope.showOpenFilePicker !== 'function') return undefined;
  // The presence of the function is checked above; its shape is the specification's.
  return scope.showOpenFilePicker.bind(scope) as ShowOpenFilePicker;
}

/** Asks a dropped or pasted item for its handle, or `undefined` where the browser has none to give. */
export function handleRequestOf(item: DataTransferItem): GetAsFileSystemHandle | undefined {
  if (!('getAsFileSystemHandle' in item) || typeof item.getAsFileSystemHandle !== 'function')
    return undefined;
  // The presence of the function is checked above; its shape is the specification's.
  return item.getAsFileSystemHandle.bind(item) as GetAsFileSystemHandle;
}
