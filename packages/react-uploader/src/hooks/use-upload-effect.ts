'use client';
import type { UploadManager, UploadSnapshot } from '@holdfast/upload-manager';
import { useEffect, useRef } from 'react';
import { useUploadManager } from './use-upload-manager.ts';
import { watchUpload } from './watch-upload.ts';

type UploadEffect = (upload: UploadSnapshot) => void;

/** Runs an effect with every change of an upload, progress included, and renders nothing. It also runs after a render. */
export function useUploadEffect(id: string, effect: UploadEffect): void {
  const manager = useUploadManager();
  const latest = useRef(effect);

  useEffect(() => {
    latest.current = effect;
    runEffect(manager, id, effect);
  });

  useEffect(() => watchUpload(manager, id, () => runEffect(manager, id, latest.current)), [manager, id]);
}

function runEffect(manager: UploadManager, id: string, effect: UploadEffect): void {
  const upload = manager.getUpload(id)?.getState();
  if (upload !== undefined) effect(upload);
}
