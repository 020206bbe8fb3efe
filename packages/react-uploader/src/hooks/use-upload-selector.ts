'use client';
import type { UploadSnapshot } from '@holdfast/upload-manager';
import { useCallback, useSyncExternalStore } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useUploadManager } from './use-upload-manager.ts';
import { watchUpload } from './watch-upload.ts';

/** Renders again only when the selected value changes, compared one level deep. `undefined` for an unknown id. */
export function useUploadSelector<T>(id: string, selector: (upload: UploadSnapshot) => T): T | undefined {
  const manager = useUploadManager();
  const select = useShallow((upload: UploadSnapshot | undefined) =>
    upload === undefined ? undefined : selector(upload),
  );
  const subscribe = useCallback((onChange: () => void) => watchUpload(manager, id, onChange), [manager, id]);
  return useSyncExternalStore(
    subscribe,
    () => select(manager.getUpload(id)?.getState()),
    () => select(manager.getUpload(id)?.getInitialState()),
  );
}
