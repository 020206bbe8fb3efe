'use client';
import { type Ref, type RefCallback, type RefObject, useMemo } from 'react';
import { mergeRefs } from '../hooks/merge-refs.ts';
import { useUploaderContext } from '../hooks/uploader-context.ts';

/**
 * Keeps the keyboard where it was working: when an element leaves the page with the focus inside, the focus goes to
 * its heir, to another button of its row, then to a neighbouring row, then to a frame around it that takes the focus,
 * then to the button that adds files. Returns the ref of that element, which fills the given one too.
 */
export function useFocusHandover<T extends HTMLElement>(
  given?: Ref<T>,
  heir?: RefObject<HTMLElement | null>,
): RefCallback<T> {
  const { triggers } = useUploaderContext();
  return useMemo(() => {
    let element: T | null = null;
    return mergeRefs((next: T | null) => {
      // React takes the ref away before the element, so who has the focus can still be seen.
      if (next === null && element?.matches(':focus-within')) handOverFocus(element, { heir, triggers });
      element = next;
    }, given);
  }, [given, heir, triggers]);
}

interface Heirs {
  readonly heir: RefObject<HTMLElement | null> | undefined;
  readonly triggers: ReadonlySet<HTMLElement>;
}

function handOverFocus(leaving: HTMLElement, { heir, triggers }: Heirs): void {
  const rows = nearestRows(leaving);
  const frame = leaving.parentElement?.closest<HTMLElement>('[data-upload-part][tabindex="-1"]');
  // After the commit it is known what stayed and what came in place of what left.
  queueMicrotask(() => {
    const { activeElement, body } = leaving.ownerDocument;
    if (activeElement !== null && activeElement !== body) return;
    // What is gone, hidden or disabled does not take it.
    for (const place of [heir?.current, ...rows.map(firstButton), frame, ...triggers]) {
      place?.focus();
      if (place?.matches(':focus')) return;
    }
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
  return row.querySelector<HTMLElement>('button:not(:disabled)');
}
