import type { FileRecord, UploadManager } from '@holdfast/upload-manager';
import { asUploadError } from '../as-upload-error.ts';
import { known } from '../known.ts';
import { createPagesResource, type PagesResource, type PagesState } from './pages-resource.ts';

export type FilesState = PagesState<FileRecord>;

/** The files on the server as a store. It loads when the first subscriber comes and rests when the last one leaves. */
export interface FilesResource
  extends Pick<
    PagesResource<FileRecord>,
    'getState' | 'getInitialState' | 'subscribe' | 'reload' | 'loadMore'
  > {
  /** Rejects with the `UploadError` that says why the file is still there. */
  deleteFile(fileId: string, options?: { readonly force?: boolean }): Promise<void>;
}

export interface FilesResourceOptions {
  readonly manager: UploadManager;
  /** @default the caller's default workspace */
  readonly workspaceId?: string | undefined;
  /** Files fetched at a time, 1 to 100. @default 50 */
  readonly pageSize?: number | undefined;
  /** What the files are for. @default anything */
  readonly referenceType?: string | undefined;
  readonly referenceId?: string | undefined;
}

export function createFilesResource(options: FilesResourceOptions): FilesResource {
  const { manager, workspaceId, pageSize, referenceType, referenceId } = options;
  const reference =
    referenceType === undefined || referenceId === undefined
      ? null
      : { type: referenceType, id: referenceId };

  const pages: PagesResource<FileRecord> = createPagesResource({
    manager,
    fetchPage(cursor, signal) {
      const request = { ...known({ workspaceId, limit: pageSize, cursor }), signal };
      return reference === null
        ? manager.listFiles(request)
        : manager.listReferencedFiles(reference, request);
    },
    keyOf: ({ file_id }) => file_id,
    watch: () => [
      manager.on('completed', ({ upload, file }) => {
        if (upload.options.workspaceId !== workspaceId || !belongs(file)) return;
        pages.edit((files) => [file, ...files]);
      }),
      manager.on('fileDeleted', ({ fileId }) => forget(fileId)),
      // Which files went with it, only the server knows.
      manager.on('referenceDeleted', pages.refresh),
    ],
  });

  function forget(fileId: string) {
    pages.edit((files) => files.filter((file) => file.file_id !== fileId));
  }

  function belongs(file: FileRecord): boolean {
    return (
      reference === null || (file.reference_type === reference.type && file.reference_id === reference.id)
    );
  }

  return {
    ...pages,
    async deleteFile(fileId, deletionOptions) {
      try {
        await manager.deleteFile(fileId, deletionOptions);
      } catch (cause) {
        const error = asUploadError(cause);
        if (error.code !== 'not_found') throw error;
        // Somebody else was faster.
        forget(fileId);
      }
    },
  };
}
