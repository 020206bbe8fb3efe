'use client';
import type { FileInput, UploadSnapshot } from '@holdfast/upload-manager';
import { type FileMatches, matchFiles } from '../state/match-files.ts';
import { useUploadManager } from './use-upload-manager.ts';
import { useUploadsWhere } from './use-uploads-where.ts';

export interface ResumeControls {
  /** Uploads of an earlier visit that have no bytes to send: their files have to be chosen, or access allowed. */
  readonly waiting: readonly UploadSnapshot[];
  /** How many of them need no more than a click. */
  readonly permissionCount: number;
  /** Hands each file to the upload that waits for it, and says which belong to none. */
  provideFiles(inputs: readonly FileInput[]): FileMatches;
  /** Asks for access to all remembered files. Call it from a click. */
  allowAccess(): Promise<void>;
  /** Gives the uploads that wait up. */
  discard(): void;
}

/** What is left of earlier visits and cannot go on by itself. */
export function useResume(): ResumeControls {
  const manager = useUploadManager();
  const waiting = useUploadsWhere(isWaitingForFile);
  const needPermission = waiting.filter(
    ({ state }) => state.status === 'needs-file' && state.need === 'permission',
  );
  return {
    waiting,
    permissionCount: needPermission.length,
    provideFiles(inputs) {
      const matches = matchFiles(waiting, inputs);
      for (const { id, input } of matches.matched) manager.provideFile(id, input);
      return matches;
    },
    async allowAccess() {
      for (const { id } of needPermission) {
        // A refusal changes nothing: that upload still waits, and the next one is asked for.
        await manager.allowAccess(id).catch(() => {});
      }
    },
    discard: () => manager.remove(waiting.map(({ id }) => id)),
  };
}

function isWaitingForFile({ state }: UploadSnapshot): boolean {
  return state.status === 'needs-file';
}
