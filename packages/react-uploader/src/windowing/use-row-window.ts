'use client';
import { type FocusEvent, type RefObject, useState } from 'react';
import { useBrowserLayoutEffect } from '../hooks/use-browser-layout-effect.ts';
import { type ListEntry, toListEntries } from './list-entries.ts';
import { observeSizes } from './observe-sizes.ts';
import { createRowHeights } from './row-heights.ts';
import { joinSpans, type RowSpan, spanAround, spanOfNeighbours } from './row-span.ts';
import { clippingAncestors, visibleBounds } from './visible-bounds.ts';

export interface RowWindowOptions {
  readonly list: RefObject<HTMLElement | null>;
  readonly ids: readonly string[];
  readonly isWindowed: boolean;
}

export interface RowWindow {
  readonly entries: readonly ListEntry[];
  /** Keep the row that has the focus on the page, wherever the list is scrolled to. */
  onFocus(event: FocusEvent<HTMLElement>): void;
  onBlur(event: FocusEvent<HTMLElement>): void;
}

/**
 * Which rows of a long list are on the page: those in sight, some on both sides, and the one with the focus. Rows may
 * have any height, and anything around the list may scroll. When rows above turn out higher or lower than guessed, the
 * browser's own scroll anchoring keeps what is read in its place.
 */
export function useRowWindow({ list, ids, isWindowed }: RowWindowOptions): RowWindow {
  const [heights] = useState(createRowHeights);
  const [gapPx, setGapPx] = useState(0);
  const [inSight, setInSight] = useState<RowSpan>(() => ({ first: 0, end: 16 }));
  const [focusedId, setFocusedId] = useState<string | null>(null);

  useBrowserLayoutEffect(() => {
    const element = list.current;
    if (!isWindowed || element === null) return;
    const root = element;
    const listening = new AbortController();
    const clipping = clippingAncestors(root);
    let widthPx = root.clientWidth;

    function update() {
      const gap = Number.parseFloat(getComputedStyle(root).rowGap) || 0;
      const { topPx, bottomPx } = visibleBounds(clipping);
      const { top } = root.getBoundingClientRect();
      const next = spanAround(heights.offsetsOf(ids, gap), topPx - top, bottomPx - top);
      setGapPx(gap);
      setInSight((span) => (span.first === next.first && span.end === next.end ? span : next));
    }

    const sizes = observeSizes((changed) => {
      const isRewrapped = root.clientWidth !== widthPx;
      widthPx = root.clientWidth;
      if (isRewrapped) heights.forget();
      for (const row of isRewrapped ? rowsOf(root) : changed) {
        const { uploadId } = row.dataset;
        if (uploadId !== undefined) heights.measured(uploadId, row.offsetHeight);
      }
      update();
    });
    // The rows come and go below it; each is measured when it comes and whenever it changes.
    const observeRows = () => sizes.watch([root, ...rowsOf(root)]);
    const rows = new MutationObserver(observeRows);
    rows.observe(root, { childList: true });
    observeRows();
    // In the capture phase, because the scrolling of an element around the list does not bubble.
    const options = { capture: true, passive: true, signal: listening.signal };
    document.addEventListener('scroll', update, options);
    window.addEventListener('resize', update, options);
    update();
    return () => {
      listening.abort();
      rows.disconnect();
      sizes.stop();
    };
  }, [list, ids, isWindowed, heights]);

  return {
    entries: isWindowed
      ? toListEntries({
          ids,
          spans: joinSpans([clamp(inSight, ids.length), ...pinnedSpans(ids, focusedId)]),
          offsets: heights.offsetsOf(ids, gapPx),
          gapPx,
        })
      : ids.map((id, index) => ({ kind: 'row', id, index })),
    onFocus({ target }) {
      if (isWindowed) setFocusedId(rowAround(target)?.dataset.uploadId ?? null);
    },
    onBlur({ currentTarget, relatedTarget }) {
      if (!currentTarget.contains(relatedTarget)) setFocusedId(null);
    },
  };
}

function rowsOf(list: HTMLElement): NodeListOf<HTMLElement> {
  return list.querySelectorAll<HTMLElement>(':scope > [data-upload-id]');
}

function rowAround(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>('[data-upload-id]');
}

/** Between a change of the list and the next look at the page, the window may reach beyond the end. */
function clamp({ first, end }: RowSpan, count: number): RowSpan {
  const size = end - first;
  return { first: Math.max(0, Math.min(first, count - size)), end: Math.min(end, count) };
}

function pinnedSpans(ids: readonly string[], focusedId: string | null): readonly RowSpan[] {
  const row = focusedId === null ? -1 : ids.indexOf(focusedId);
  return row === -1 ? [] : [spanOfNeighbours(row, ids.length)];
}
