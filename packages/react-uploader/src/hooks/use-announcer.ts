'use client';
import type { Politeness } from '../state/announcer.ts';
import { useUploaderContext } from './uploader-context.ts';

/**
 * Says a sentence to screen readers through one of the provider's two live regions: the polite one, or, for what stops
 * everything, the one that interrupts.
 */
export function useAnnouncer(): (text: string, politeness?: Politeness) => void {
  return useUploaderContext().announcer.announce;
}
