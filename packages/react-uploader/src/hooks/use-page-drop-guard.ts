'use client';
import { useEffect } from 'react';
import { hasFiles } from '../files/collect-files.ts';
import { isElement } from './is-element.ts';

/** A drop that misses the zone makes the browser leave the page for the file. While mounted, it does nothing instead. */
export function usePageDropGuard(): void {
  useEffect(() => {
    const listening = new AbortController();
    document.addEventListener('dragover', refuse, { signal: listening.signal });
    document.addEventListener('drop', refuse, { signal: listening.signal });
    return () => listening.abort();
  }, []);
}

function refuse(event: DragEvent) {
  // Other drop zones of the page, and fields that take files by nature, have the first word.
  if (event.defaultPrevented || !hasFiles(event.dataTransfer) || takesFiles(event.composedPath()[0])) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
}

/** A field for text takes none: the browser opens the file in its place. */
function takesFiles(target: EventTarget | undefined): boolean {
  return isElement(target) && target.closest('input[type="file"], [contenteditable]') !== null;
}
