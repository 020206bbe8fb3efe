/** What the list renders: rows, and gaps as high as the rows they stand for. */
export type ListEntry =
  | { readonly kind: 'row'; readonly id: string; readonly index: number }
  /** Named after the row before it: a name that stayed while its place changed would make React move focused rows. */
  | { readonly kind: 'gap'; readonly key: string; readonly heightPx: number };

export interface ListEntriesInput {
  readonly ids: readonly string[];
  /** Rows to be on the page, in order. */
  readonly rows: readonly number[];
  readonly offsets: Float64Array;
  readonly gapPx: number;
}

export function toListEntries({ ids, rows, offsets, gapPx }: ListEntriesInput): readonly ListEntry[] {
  const entries: ListEntry[] = [];
  let next = 0;

  function leaveOutUntil(row: number) {
    if (row === next) return;
    // The list itself puts one of its gaps before and one after, and the rows that are left out have one each.
    const heightPx = Math.max(0, (offsets[row] ?? 0) - (offsets[next] ?? 0) - gapPx);
    entries.push({ kind: 'gap', key: `after ${ids[next - 1] ?? 'nothing'}`, heightPx });
  }

  for (const index of rows) {
    const id = ids[index];
    if (id === undefined) break;
    leaveOutUntil(index);
    entries.push({ kind: 'row', id, index });
    next = index + 1;
  }
  leaveOutUntil(ids.length);
  return entries;
}
