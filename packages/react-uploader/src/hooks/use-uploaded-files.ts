'use client';
import type { FileRecord, UploadSnapshot } from '@holdfast/upload-manager';
import { useMemo } from 'react';
import { useUploads } from './use-uploads.ts';
import { useUploadsWhere } from './use-uploads-where.ts';

/** The records of all files of the list that have arrived, in the list's order: what a form submits. */
export function useUploadedFiles(): readonly FileRecord[] {
  const completed = useUploadsWhere(isCompleted);
  const ids = useUploads((list) => list.ids);
  return useMemo(() => {
    const files = new Map(
      completed.map(({ id, state }) => [id, state.status === 'completed' ? state.file : null]),
    );
    return ids.flatMap((id) => files.get(id) ?? []);
  }, [completed, ids]);
}

function isCompleted({ state }: UploadSnapshot): boolean {
  return state.status === 'completed';
}
