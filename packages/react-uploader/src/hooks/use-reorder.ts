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
    const toIndex = Math.max(0, Math.min(indexOf(to, fromIndex, ids.length), ids.length - 1));
    if (fromIndex === -1 || toIndex === fromIndex) return;
    const focused = focusedElement();
    flushSync(() => manager.move(id, toIndex));
    // React takes some of the moved elements out of the page and puts them back, and the focus does not come with them.
    if (focused instanceof HTMLElement && focused !== focusedElement()) focused.focus();
    const name = manager.getUpload(id)?.getState().file.name ?? '';
    announce(say('movedFile', { name, position: toIndex + 1, count: ids.length }));
  };
}

function indexOf(to: MoveTarget | number, fromIndex: number, count: number): number {
  switch (to) {
    case 'up':
      return fromIndex - 1;
    case 'down':
      return fromIndex + 1;
    case 'first':
      return 0;
    case 'last':
      return count - 1;
    default:
      return to;
  }
}
