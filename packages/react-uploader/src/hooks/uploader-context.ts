'use client';
import type { UploadManager } from '@holdfast/upload-manager';
import { createContext, useContext } from 'react';
import type { Announcer } from '../state/announcer.ts';
import type { Selection } from '../state/selection.ts';
import type { Reader } from '../texts/reader.ts';
import type { UploaderWording } from '../texts/uploader-wording.ts';

export interface UploaderContextValue {
  readonly manager: UploadManager;
  readonly reader: Reader;
  readonly wording: UploaderWording;
  readonly announcer: Announcer;
  readonly selection: Selection;
  /** Buttons that take files in: where the focus goes when the list has no place for it any more. */
  readonly triggers: Set<HTMLElement>;
}

export const UploaderContext = createContext<UploaderContextValue | null>(null);

export function useUploaderContext(): UploaderContextValue {
  const context = useContext(UploaderContext);
  if (context === null) {
    throw new Error(
      'No upload manager: wrap this part of the page in <UploadManagerProvider manager={getUploadManager()}>.',
    );
  }
  return context;
}
