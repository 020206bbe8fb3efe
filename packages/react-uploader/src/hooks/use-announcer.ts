'use client';
import { useUploaderContext } from './uploader-context.ts';

/** Says a sentence to screen readers through the provider's one polite live region. */
export function useAnnouncer(): (text: string) => void {
  return useUploaderContext().announcer.announce;
}
