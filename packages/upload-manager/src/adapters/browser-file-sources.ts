import { UploadError } from '../errors/upload-error.ts';
import type { FileInput, FileSource, FileSources } from '../ports/file-source.ts';

/** The permission methods of a handle; not yet in TypeScript's DOM types. Chromium only. */
interface PermissionedHandle extends FileSystemFileHandle {
  queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

export function createBrowserFileSources(): FileSources {
  return {
    open(input: FileInput) {
      const {
        file,
        handle = null,
        relativePath = folderPathOf(file),
      } = 'file' in input ? input : { file: input };
      return toFileSource(toOwnFile(file), relativePath, handle);
    },

    async reopen(handle, { ask }) {
      if (!isFileHandle(handle)) return { outcome: 'gone' };
      try {
        if (!(await isAllowed(handle, ask))) return { outcome: 'permission-needed' };
        return { outcome: 'opened', source: toFileSource(await handle.getFile(), '', handle) };
      } catch {
        // Moved, deleted, or on a drive that is gone: the file has to be chosen again.
        return { outcome: 'gone' };
      }
    },
  };
}

/** A file of another frame could not be read any more once that frame is gone. Nothing is copied. */
function toOwnFile(file: File): File {
  if (file instanceof File) return file;
  // Only here: a browser asks the disk before it answers these, which would take seconds for ten thousand files.
  const { lastModified, name, type } = file;
  return new File([file], name, { lastModified, type });
}

/** Only files from a folder input have a path, and some hosts leave the property out. */
function folderPathOf(file: { readonly webkitRelativePath?: string }): string {
  return file.webkitRelativePath ?? '';
}

function isFileHandle(value: unknown): value is PermissionedHandle {
  return typeof FileSystemFileHandle !== 'undefined' && value instanceof FileSystemFileHandle;
}

/** Handles of the origin-private file system need no permission and have no such methods in some browsers. */
async function isAllowed(handle: PermissionedHandle, ask: boolean): Promise<boolean> {
  if (handle.queryPermission === undefined) return true;
  if ((await handle.queryPermission({ mode: 'read' })) === 'granted') return true;
  if (!ask || handle.requestPermission === undefined) return false;
  return (await handle.requestPermission({ mode: 'read' })) === 'granted';
}

function toFileSource(file: File, relativePath: string, handle: unknown): FileSource {
  return {
    name: file.name,
    mimeType: file.type,
    relativePath,
    handle,
    file,
    stat: () => ({ sizeBytes: file.size, lastModified: file.lastModified }),
    slice(start, end) {
      const slice = file.slice(start, end);
      if (slice.size !== end - start) throw new UploadError('file_changed', `${file.name} has another size`);
      return slice;
    },
    async checkReadable() {
      try {
        await file.slice(0, 1).arrayBuffer();
        if (isFileHandle(handle)) await checkSame(file, handle);
      } catch (cause) {
        throw cause instanceof UploadError ? cause : toReadError(cause, file.name);
      }
    },
  };
}

/** A file from a handle can be asked for anew: what the disk says now shows a change that reading would not. */
async function checkSame(file: File, handle: PermissionedHandle): Promise<void> {
  // Access may have been withdrawn since; what was opened can still be read.
  if (!(await isAllowed(handle, false))) return;
  const now = await handle.getFile();
  if (now.size === file.size && now.lastModified === file.lastModified) return;
  throw new UploadError('file_changed', `${file.name} was written to since it was chosen`);
}

/** NotReadableError: changed since it was chosen, or locked (W3C File API). NotFoundError: deleted or moved. */
export function toReadError(cause: unknown, name: string): UploadError {
  const isGone = cause instanceof DOMException && cause.name === 'NotFoundError';
  return new UploadError(isGone ? 'file_unreadable' : 'file_changed', `${name} can no longer be read`, {
    cause,
  });
}
