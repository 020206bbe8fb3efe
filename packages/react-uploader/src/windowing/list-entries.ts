import type { RowSpan } from './row-span.ts';

/** What the list renders: rows, and gaps as high as the rows they stand for. */
export type ListEntry =
  | { readonly kind: 'row'; readonly id: string; readonly index: number }
  /** Named after the row before it: a name that stayed while its place changed would make React move focused rows. */
  | { readonly kind: 'gap'; readonly key: string; readonly heightPx: number };

export interface ListEntriesInput {
  readonly ids: readonly string[];
  /** Rows to be on the page, in order, none touching another. */
  readonly spans: readonly RowSpan[];
  readonly offsets: Float64Array;
  readonly gapPx: number;
}

export function toListEntries({ ids, spans, offsets, gapPx }: ListEntriesInput): readonly ListEntry[] {
  const entries: ListEntry[] = [];
  let shownEnd = 0;

  function leaveOut(end: number) {
    if (end <= shownEnd) return;
    // The list itself puts one of its gaps before and one after, and the rows that are left out have one each.
    const heightPx = Math.max(0, (offsets[end] ?? 0) - (offsets[shownEnd] ?? 0) - gapPx);
    entries.push({ kind: 'gap', key: `after ${ids[shownEnd - 1] ?? 'nothing'}`, heightPx });
  }

  for (const { first, end } of spans) {
    leaveOut(first);
    for (const [place, id] of ids.slice(first, end).entries()) {
      entries.push({ kind: 'row', id, index: first + place });
    }
    shownEnd = end;
  }
  leaveOut(ids.length);
  return entries;
}
