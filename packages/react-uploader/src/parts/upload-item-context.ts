'use client';
import { createContext, useContext } from 'react';

export interface UploadItemContextValue {
  readonly id: string;
  readonly nameId: string;
  readonly statusId: string;
}

export const UploadItemContext = createContext<UploadItemContextValue | null>(null);

/** The upload a part belongs to. Throws outside of an `UploadItem`. */
export function useUploadItem(): UploadItemContextValue {
  const item = useContext(UploadItemContext);
  if (item === null) throw new Error('No upload: this part belongs inside an <UploadItem id={id}>.');
  return item;
}
