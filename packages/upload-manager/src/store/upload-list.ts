import type { StoreApi } from 'zustand/vanilla';
import { noTotals, type UploadTotals } from '../core/totals.ts';
import { createShownStore } from './create-shown-store.ts';

export interface UploadList {
  /** In the order of adding, until one is moved. A new array only when an upload comes, goes or moves. */
  readonly ids: readonly string[];
  readonly totals: UploadTotals;
  /** Speed over all uploads, smoothed; `null` until there is something to say. */
  readonly bytesPerSecond: number | null;
}

export function createUploadListStore(): StoreApi<UploadList> {
  return createShownStore<UploadList>({ ids: [], totals: noTotals, bytesPerSecond: null });
}
