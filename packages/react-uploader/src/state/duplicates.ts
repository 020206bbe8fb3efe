import type { ReadOnlyStore, UploadManager, UploadSnapshot } from '@holdfast/upload-manager';
import { createStore } from 'zustand/vanilla';
import { openWhileWatched } from './open-while-watched.ts';

/**
 * Uploads of a file that another one in the list is of already, for the same use, in the order they came; what is stored
 * is no duplicate any more. Sizes and times are those the engine has read: nothing is asked of the disk for it.
 */
export function createDuplicates(manager: UploadManager): ReadOnlyStore<readonly UploadSnapshot[]> {
  const store = createStore<readonly UploadSnapshot[]>(() => []);
  const identities = new Map<string, string>();
  /** The uploads of each file: all but the first are duplicates. */
  const uploadsOf = new Map<string, Map<string, UploadSnapshot>>();
  let isFlushPending = false;
  let stops: readonly (() => void)[] = [];

  function look(upload: UploadSnapshot) {
    const identity = identityOf(upload);
    if (identity === null) return forget(upload.id);
    const uploads = uploadsOf.get(identity) ?? new Map<string, UploadSnapshot>();
    uploadsOf.set(identity, uploads.set(upload.id, upload));
    identities.set(upload.id, identity);
    if (uploads.size > 1) flushSoon();
  }

  function forget(id: string) {
    const identity = identities.get(id);
    if (identity === undefined) return;
    identities.delete(id);
    const uploads = uploadsOf.get(identity);
    uploads?.delete(id);
    if (uploads?.size === 0) uploadsOf.delete(identity);
    else flushSoon();
  }

  function flushSoon() {
    if (isFlushPending) return;
    isFlushPending = true;
    queueMicrotask(() => {
      isFlushPending = false;
      store.setState([...uploadsOf.values()].flatMap(duplicatesAmong), true);
    });
  }

  function open() {
    for (const id of manager.list.getState().ids) {
      const upload = manager.getUpload(id)?.getState();
      if (upload !== undefined) look(upload);
    }
    stops = [
      manager.on('added', ({ upload }) => look(upload)),
      manager.on('changed', ({ upload }) => look(upload)),
      manager.on('removed', ({ id }) => forget(id)),
    ];
  }

  function close() {
    for (const stop of stops) stop();
    identities.clear();
    uploadsOf.clear();
  }

  return openWhileWatched(store, { open, close });
}

function duplicatesAmong(uploads: ReadonlyMap<string, UploadSnapshot>): readonly UploadSnapshot[] {
  return [...uploads.values()].slice(1).filter(({ state }) => state.status !== 'completed');
}

/** What a person would take for the same file, and what it is for. `null` while that is not known, and for what does not go up. */
function identityOf({ file, options, state }: UploadSnapshot): string | null {
  const { lastModified, name, relativePath, sizeBytes } = file;
  const isStuck = state.status === 'failed' || state.status === 'cancelled' || state.status === 'needs-file';
  if (isStuck || sizeBytes === null || lastModified === null) return null;
  const { referenceId, referenceType, workspaceId } = options;
  return JSON.stringify([
    relativePath,
    name,
    sizeBytes,
    lastModified,
    workspaceId,
    referenceType,
    referenceId,
  ]);
}
