import type { ReadOnlyStore, UploadManager, UploadMetadata } from '@holdfast/upload-manager';
import { createStore } from 'zustand/vanilla';
import { openWhileWatched } from './open-while-watched.ts';

const none: UploadMetadata = {};

/** What is kept with some uploads, in their order. It changes with their metadata only, never with their progress. */
export function createMetadataOfUploads(
  manager: UploadManager,
  ids: readonly string[],
): ReadOnlyStore<readonly UploadMetadata[]> {
  const read = () => ids.map((id) => manager.getUpload(id)?.getState().options.metadata ?? none);
  const store = createStore<readonly UploadMetadata[]>(read);
  let stops: readonly (() => void)[] = [];

  function open() {
    const look = () => store.setState(read(), true);
    look();
    stops = ids.flatMap((id) => {
      const stop = manager.getUpload(id)?.subscribe((upload, previous) => {
        if (upload.options.metadata !== previous.options.metadata) look();
      });
      return stop ?? [];
    });
  }

  function close() {
    for (const stop of stops) stop();
    stops = [];
  }

  return openWhileWatched(store, { open, close });
}
