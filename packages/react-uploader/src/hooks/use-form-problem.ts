'use client';
import type { UploadTotals } from '@holdfast/upload-manager';
import type { UploaderWording } from '../texts/uploader-wording.ts';
import { useUploads } from './use-uploads.ts';
import { useWording } from './use-wording.ts';

export interface FormProblemOptions {
  /** Whether a form without any file is incomplete. @default false */
  readonly required?: boolean | undefined;
}

/** Why a form with these uploads cannot be sent yet, as a sentence; `null` when it can. For form libraries. */
export function useFormProblem({ required = false }: FormProblemOptions = {}): string | null {
  const wording = useWording();
  return useUploads(({ totals }) => problemOf(totals, required, wording));
}

function problemOf(totals: UploadTotals, required: boolean, { say }: UploaderWording): string | null {
  const { active, paused, needsFile, failed, completed } = totals;
  const unfinished = active + paused;
  if (failed > 0) return say('formHasFailed', { count: failed });
  if (needsFile > 0) return say('resumeTitle', { count: needsFile });
  if (unfinished > 0) return say('formIsUploading', { count: unfinished });
  return required && completed === 0 ? say('formNeedsFile') : null;
}
