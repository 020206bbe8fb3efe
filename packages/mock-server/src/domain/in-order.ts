/** Rows in the order of the ids that were asked for: a database answers in any. An id without its row is a bug. */
export function inOrder<Row extends { readonly id: string }>(
  rows: readonly Row[],
  ids: readonly string[],
): readonly Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (!row) throw new Error(`The database did not answer the row ${id}`);
    return row;
  });
}
