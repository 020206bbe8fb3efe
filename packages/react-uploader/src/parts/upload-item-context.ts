'use client';
import { createContext, useContext } from 'react';

export interface UploadItemContextValue {
  /** The upload's id. */
  readonly id: string;
  /** Id of the element that names the row: give it to your own where there is no `ItemName`. */
  readonly nameId: string;
  /** Id of the element that describes the row's buttons: give it to your own where there is no `ItemStatus`. */
  readonly statusId: string;
}

export const UploadItemContext = createContext<UploadItemContextValue | null>(null);

/** The upload a part belongs to. Throws outside of an `UploadItem`. */
export function useUploadItem(): UploadItemContextValue {
  const item = useContext(UploadItemContext);
  if (item === null) throw new Error('No upload: this part belongs inside an <UploadItem id={id}>.');
  return item;
}
