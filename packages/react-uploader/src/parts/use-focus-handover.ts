'use client';
import type { RefObject } from 'react';
import { useUploaderContext } from '../hooks/uploader-context.ts';
import { useBrowserLayoutEffect } from '../hooks/use-browser-layout-effect.ts';

/**
 * Keeps the keyboard where it was working: when an element leaves the page with the focus inside, the focus goes to
 * another button of its row, then to a neighbouring row, then to a frame around it that takes the focus, then to the
 * button that adds files.
 */
export function useFocusHandover(ref: RefObject<HTMLElement | null>): void {
  const { triggers } = useUploaderContext();

  useBrowserLayoutEffect(() => {
    const element = ref.current;
    return () => {
      // React cleans up before it takes the element out, so who has the focus can still be seen.
      if (element?.contains(document.activeElement)) handOverFocus(element, triggers);
    };
  }, [ref, triggers]);
}

function handOverFocus(leaving: HTMLElement, triggers: ReadonlySet<HTMLElement>): void {
  const rows = nearestRows(leaving);
  const frame = leaving.parentElement?.closest<HTMLElement>('[data-upload-part][tabindex="-1"]');
  // After the commit it is known what stayed and what came in place of what left.
  queueMicrotask(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const places = [...rows.map(firstButton), frame, ...triggers];
    places.find((place) => place?.isConnected)?.focus();
  });
}

/** The row itself, then the ones after it, then the ones before it, nearest first. */
function nearestRows(element: HTMLElement): readonly Element[] {
  const row = element.closest('[data-upload-part="item"]');
  if (row === null || row.parentElement === null) return [];
  const siblings = Array.from(row.parentElement.children);
  const index = siblings.indexOf(row);
  return [...siblings.slice(index), ...siblings.slice(0, index).reverse()];
}

function firstButton(row: Element): HTMLElement | null {
  return row.isConnected ? row.querySelector<HTMLElement>('button:not(:disabled)') : null;
}
