'use client';
import type { Wording } from '../texts/wording.ts';
import { useUploaderContext } from './uploader-context.ts';

/** The texts and number formats of the nearest provider, for parts of your own. */
export function useWording(): Wording {
  return useUploaderContext().wording;
}
