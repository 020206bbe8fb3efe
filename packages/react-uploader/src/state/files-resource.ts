import type { FileRecord, ReadOnlyStore, UploadError, UploadManager } from '@holdfast/upload-manager';
import { createStore } from 'zustand/vanilla';
import { asUploadError } from './as-upload-error.ts';
import { openWhileWatched } from './open-while-watched.ts';

/** What can be said about the pages that were not fetched yet. */
export type MoreFiles =
  | { readonly status: 'none' }
  | { readonly status: 'available' }
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: UploadError };

export type FilesState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly files: readonly FileRecord[]; readonly more: MoreFiles }
  | { readonly status: 'failed'; readonly error: UploadError };

/** The files on the server as a store. It loads when the first subscriber comes and rests when the last one leaves. */
export interface FilesResource extends ReadOnlyStore<FilesState> {
  reload(): void;
  loadMore(): void;
  /** Rejects with the `UploadError` that says why the file is still there. */
  deleteFile(fileId: string): Promise<void>;
}

export interface FilesResourceOptions {
  readonly manager: UploadManager;
  /** @default the caller's default workspace */
  readonly workspaceId?: string | undefined;
  /** Files fetched at a time, 1 to 100. @default 50 */
  readonly pageSize?: number | undefined;
}

export function createFilesResource({ manager, workspaceId, pageSize }: FilesResourceOptions): FilesResource {
  const store = createStore<FilesState>(() => ({ status: 'loading' }));
  let stopWatching: (() => void) | null = null;
  let running: AbortController | null = null;
  let nextCursor: string | null = null;

  /** Newer loads replace older ones: an answer that comes late is dropped. */
  async function load(cursor: string | null) {
    running?.abort();
    const attempt = new AbortController();
    running = attempt;
    try {
      const page = await manager.listFiles({
        ...(workspaceId === undefined ? {} : { workspaceId }),
        ...(pageSize === undefined ? {} : { limit: pageSize }),
        ...(cursor === null ? {} : { cursor }),
        signal: attempt.signal,
      });
      if (running !== attempt) return;
      nextCursor = page.next_cursor;
      const earlier = cursor === null ? [] : filesOf(store.getState());
      showReady(withoutDoubles([...earlier, ...page.items]));
    } catch (cause) {
      if (running === attempt) showFailure(asUploadError(cause), cursor);
    } finally {
      if (running === attempt) running = null;
    }
  }

  function showReady(files: readonly FileRecord[]) {
    const more: MoreFiles = { status: nextCursor === null ? 'none' : 'available' };
    store.setState({ status: 'ready', files, more }, true);
  }

  function showFailure(error: UploadError, cursor: string | null) {
    if (cursor === null) return store.setState({ status: 'failed', error }, true);
    store.setState(
      { status: 'ready', files: filesOf(store.getState()), more: { status: 'failed', error } },
      true,
    );
  }

  function changeFiles(change: (files: readonly FileRecord[]) => readonly FileRecord[]) {
    const state = store.getState();
    if (state.status === 'ready') store.setState({ ...state, files: change(state.files) }, true);
  }

  function open() {
    const stops = [
      manager.on('completed', ({ upload, file }) => {
        if (upload.options.workspaceId !== workspaceId) return;
        changeFiles((files) => withoutDoubles([file, ...files]));
      }),
      manager.on('fileDeleted', ({ fileId }) => {
        changeFiles((files) => files.filter((file) => file.file_id !== fileId));
      }),
    ];
    stopWatching = () => {
      for (const stop of stops) stop();
    };
    void load(null);
  }

  function close() {
    stopWatching?.();
    stopWatching = null;
    running?.abort();
    running = null;
  }

  return {
    ...openWhileWatched(store, { open, close }),
    reload() {
      store.setState({ status: 'loading' }, true);
      void load(null);
    },
    loadMore() {
      const state = store.getState();
      if (nextCursor === null || state.status !== 'ready' || state.more.status === 'loading') return;
      store.setState({ ...state, more: { status: 'loading' } }, true);
      void load(nextCursor);
    },
    async deleteFile(fileId) {
      try {
        await manager.deleteFile(fileId);
      } catch (cause) {
        throw asUploadError(cause);
      }
    },
  };
}

function filesOf(state: FilesState): readonly FileRecord[] {
  return state.status === 'ready' ? state.files : [];
}

/** A file that finishes while pages are fetched may be in two answers. */
function withoutDoubles(files: readonly FileRecord[]): readonly FileRecord[] {
  const seen = new Set<string>();
  return files.filter((file) => !seen.has(file.file_id) && seen.add(file.file_id));
}
