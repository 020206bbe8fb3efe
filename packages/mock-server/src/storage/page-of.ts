import type { ListPage, ListRequest } from './object-storage.ts';

/** What S3 answers at most. */
const maxPageItems = 1000;

/** How many items a page may have. */
export function pageLimit({ limit = maxPageItems }: ListRequest): number {
  return Math.min(limit, maxPageItems);
}

/** One page of everything there is, for drivers that know all of it; `positionOf` is what items are in order of. */
export function pageOf<Item extends { readonly key: string }>(
  all: readonly Item[],
  request: ListRequest,
  positionOf: (item: Item) => string,
): ListPage<Item> {
  const { prefix, after } = request;
  const rest = all
    .filter((item) => item.key.startsWith(prefix) && (after === null || positionOf(item) > after))
    .sort((left, right) => (positionOf(left) < positionOf(right) ? -1 : 1));
  const items = rest.slice(0, pageLimit(request));
  const last = items.at(-1);
  return { items, next: last && rest.length > items.length ? positionOf(last) : null };
}
