'use client';
import type { UploaderWording } from '../texts/uploader-wording.ts';
import { useUploaderContext } from './uploader-context.ts';

/** The words and number formats of the nearest provider, for parts of your own. */
export function useWording(): UploaderWording {
  return useUploaderContext().wording;
}
