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

/** Of a list that is long from the start: no row is drawn in vain. */
const nothingSeen: Sight = { first: 0, end: 0, gapPx: 0, focusedId: undefined };

/**
 * Which rows of a long list are on the page: those in sight, some on both sides, and the one with the focus. Rows may
 * have any height, and anything around the list may scroll. When rows above turn out higher or lower than guessed, the
 * browser's own scroll anchoring keeps what is read in its place.
 */
export function useRowWindow({ list, ids, isWindowed }: RowWindowOptions): readonly ListEntry[] {
  const [heights] = useState(createRowHeights);
  const [sight, setSight] = useState<Sight>(nothingSeen);
  const look = useRef((_list: HTMLElement) => {});

  // A short list that becomes a long one keeps its rows until it is known which of them are in sight, or have the focus.
  if (!isWindowed && sight.end !== ids.length) setSight({ ...nothingSeen, end: ids.length });

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
    if (!isWindowed || root === null) return;
    return watchList(root, {
      onHeight: heights.measured,
      onRewrap: heights.forget,
      onMove: () => look.current(root),
    });
  }, [list, isWindowed, heights]);

  if (!isWindowed) return ids.map((id, index) => ({ kind: 'row', id, index }));
  const { focusedId, gapPx } = sight;
  const focusedRow = focusedId === undefined ? -1 : ids.indexOf(focusedId);
  const rows = rowsOnPage(sight, focusedRow, ids.length);
  return toListEntries({ ids, rows, offsets: heights.offsetsOf(ids, gapPx), gapPx });
}
