'use client';
import { useStore } from 'zustand';
import type { Selection } from '../state/selection.ts';
import { useUploaderContext } from './uploader-context.ts';

export interface UseSelectionResult extends Pick<Selection, 'toggle' | 'extendTo' | 'selectAll' | 'clear'> {
  /** Ids of the uploads that are selected. */
  readonly selectedIds: ReadonlySet<string>;
}

/** Which uploads are selected below this provider, and what changes that. Renders with every change of it. */
export function useSelection(): UseSelectionResult {
  const { selection } = useUploaderContext();
  const { toggle, extendTo, selectAll, clear } = selection;
  return { selectedIds: useStore(selection), toggle, extendTo, selectAll, clear };
}

/** Whether one upload is selected. Renders only when that changes. */
export function useIsSelected(id: string): boolean {
  return useStore(useUploaderContext().selection, (selectedIds) => selectedIds.has(id));
}
