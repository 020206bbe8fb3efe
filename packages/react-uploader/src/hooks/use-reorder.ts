'use client';
import { flushSync } from 'react-dom';
import { focusedElement } from './focused-element.ts';
import { useAnnouncer } from './use-announcer.ts';
import { useUploadManager } from './use-upload-manager.ts';
import { useWording } from './use-wording.ts';

export type MoveTarget = 'up' | 'down' | 'first' | 'last';

/** Moves uploads in the list, says where they are now, and keeps the focus where it was. */
export function useReorder(): (id: string, to: MoveTarget | number) => void {
  const manager = useUploadManager();
  const announce = useAnnouncer();
  const { say } = useWording();
  return (id, to) => {
    const { ids } = manager.list.getState();
    const fromIndex = ids.indexOf(id);
    const lastIndex = ids.length - 1;
    const targets = { up: fromIndex - 1, down: fromIndex + 1, first: 0, last: lastIndex };
    const wanted = typeof to === 'number' ? to : targets[to];
    const toIndex = Math.max(0, Math.min(wanted, lastIndex));
    if (fromIndex === -1 || toIndex === fromIndex) return;
    const focused = focusedElement();
    flushSync(() => manager.move(id, toIndex));
    // React takes some of the moved elements out of the page and puts them back, and the focus does not come with them.
    if (focused instanceof HTMLElement && focused !== focusedElement())
      focused.focus({ preventScroll: true });
    // The page follows a focus that was carried out of sight. There is nothing to scroll where nothing is laid out.
    const row = focused?.closest<HTMLElement>('[data-upload-id]');
    if (row?.dataset.uploadId === id) row.scrollIntoView?.({ block: 'nearest' });
    const name = manager.getUpload(id)?.getState().file.name ?? '';
    announce(say('movedFile', { name, position: toIndex + 1, count: ids.length }));
  };
}
