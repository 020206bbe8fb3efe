'use client';
import { type RefObject, useRef, useState } from 'react';
import { shallow } from 'zustand/shallow';
import { useBrowserLayoutEffect } from '../hooks/use-browser-layout-effect.ts';
import { type ListEntry, toListEntries } from './list-entries.ts';
import { createRowHeights } from './row-heights.ts';
import { type RowSpan, rowsOnPage, spanAround } from './row-span.ts';
import { visibleBounds } from './visible-bounds.ts';
import { watchList } from './watch-list.ts';

export interface RowWindowOptions {
  readonly list: RefObject<HTMLElement | null>;
  readonly ids: readonly string[];
  readonly isWindowed: boolean;
}

/** What a look at the page showed. */
interface Sight extends RowSpan {
  /** The list's own gap between two rows. */
  readonly gapPx: number;
  /** The row that stays on the page, wherever the list is scrolled to. */
  readonly focusedId: string | undefined;
}

/**
 * Which rows of a long list are on the page: those in sight, some on both sides, and the one with the focus. Rows may
 * have any height, and anything around the list may scroll. When rows above turn out higher or lower than guessed, the
 * browser's own scroll anchoring keeps what is read in its place.
 */
export function useRowWindow({ list, ids, isWindowed }: RowWindowOptions): readonly ListEntry[] {
  const [heights] = useState(createRowHeights);
  const [sight, setSight] = useState<Sight>({ first: 0, end: 16, gapPx: 0, focusedId: undefined });
  const look = useRef((_list: HTMLElement) => {});

  useBrowserLayoutEffect(() => {
    look.current = (root) => {
      const gapPx = Number.parseFloat(getComputedStyle(root).rowGap) || 0;
      const { topPx, bottomPx } = visibleBounds(root);
      const { top, height } = root.getBoundingClientRect();
      // On the screen its pixels are larger or smaller where CSS zooms or scales it.
      const scale = height / root.offsetHeight || 1;
      const offsets = heights.offsetsOf(ids, gapPx);
      const span = spanAround(offsets, (topPx - top) / scale, (bottomPx - top) / scale);
      const focused = root.querySelector<HTMLElement>(':scope > :focus-within');
      const next = { ...span, gapPx, focusedId: focused?.dataset.uploadId };
      setSight((last) => (shallow(last, next) ? last : next));
    };
    if (isWindowed && list.current !== null) look.current(list.current);
  }, [list, ids, isWindowed, heights]);

  useBrowserLayoutEffect(() => {
    const root = list.current;
    if (root === null) return;
    const onMove = () => look.current(root);
    if (isWindowed) return watchList(root, { onHeight: heights.measured, onRewrap: heights.forget, onMove });
    // A short list may become a long one while a row has the focus.
    root.addEventListener('focusin', onMove);
    return () => root.removeEventListener('focusin', onMove);
  }, [list, isWindowed, heights]);

  if (!isWindowed) return ids.map((id, index) => ({ kind: 'row', id, index }));
  const { focusedId, gapPx } = sight;
  const focusedRow = focusedId === undefined ? -1 : ids.indexOf(focusedId);
  const rows = rowsOnPage(sight, focusedRow, ids.length);
  return toListEntries({ ids, rows, offsets: heights.offsetsOf(ids, gapPx), gapPx });
}
