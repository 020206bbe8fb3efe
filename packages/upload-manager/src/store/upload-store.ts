import type { StoreApi } from 'zustand/vanilla';
import type { UploadSnapshot } from '../core/upload-snapshot.ts';
import { createShownStore } from './create-shown-store.ts';

/** One small store per upload: a change of one file costs the same with ten as with ten thousand in the list. */
export function createUploadStore(initial: UploadSnapshot): StoreApi<UploadSnapshot> {
  return createShownStore(initial);
}
