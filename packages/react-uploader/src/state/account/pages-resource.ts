import type { ReadOnlyStore, UploadError } from '@holdfast/upload-manager';
import { createStore } from 'zustand/vanilla';
import { asUploadError } from '../as-upload-error.ts';
import { openWhileWatched } from '../open-while-watched.ts';

/** One answer of a list that comes page by page. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

/** What can be said about the pages that were not fetched yet. */
export type MorePages =
  | { readonly status: 'none' }
  | { readonly status: 'available' }
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: UploadError };

export type PagesState<Item, Answer extends Page<Item> = Page<Item>> =
  | { readonly status: 'loading' }
  | {
      readonly status: 'ready';
      /** Of all pages so far. */
      readonly items: readonly Item[];
      /** What the server said last. */
      readonly answer: Answer;
      readonly more: MorePages;
      /** Whether a newer answer is on its way and these items may be of an earlier question. */
      readonly isStale: boolean;
    }
  | { readonly status: 'failed'; readonly error: UploadError };

/** A list on the server as a store. It loads when the first subscriber comes and rests when the last one leaves. */
export interface PagesResource<Item, Answer extends Page<Item> = Page<Item>>
  extends ReadOnlyStore<PagesState<Item, Answer>> {
  /** Asks for the first page anew and shows nothing until it is there. */
  reload(): void;
  /** Asks for the first page anew and goes on showing what was known. */
  refresh(): void;
  loadMore(): void;
  /** Changes what is shown, because something is known that the server need not be asked about. */
  edit(change: (items: readonly Item[]) => readonly Item[]): void;
}

export interface PagesResourceOptions<Item, Answer extends Page<Item>> {
  readonly fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Answer>;
  readonly keyOf: (item: Item) => string;
  /** Watches for what changes the list, and returns what stops it. */
  readonly watch: (pages: Pick<PagesResource<Item, Answer>, 'edit' | 'refresh' | 'reload'>) => () => void;
}

export function createPagesResource<Item, Answer extends Page<Item>>(
  options: PagesResourceOptions<Item, Answer>,
): PagesResource<Item, Answer> {
  const { fetchPage, keyOf, watch } = options;
  const store = createStore<PagesState<Item, Answer>>(() => ({ status: 'loading' }));
  let stopWatching: (() => void) | null = null;
  let running: AbortController | null = null;

  /** Newer loads replace older ones: an answer that comes late is dropped. */
  async function load(cursor?: string) {
    running?.abort();
    const attempt = new AbortController();
    running = attempt;
    try {
      const answer = await fetchPage(cursor, attempt.signal);
      if (running !== attempt) return;
      const earlier = cursor === undefined ? [] : itemsOf(store.getState());
      store.setState(
        {
          status: 'ready',
          items: withoutDoubles([...earlier, ...answer.items]),
          answer,
          more: { status: answer.next_cursor === null ? 'none' : 'available' },
          isStale: false,
        },
        true,
      );
    } catch (cause) {
      if (running === attempt) showFailure(asUploadError(cause), cursor);
    } finally {
      if (running === attempt) running = null;
    }
  }

  function showFailure(error: UploadError, cursor: string | undefined) {
    const state = store.getState();
    if (cursor === undefined || state.status !== 'ready') {
      store.setState({ status: 'failed', error }, true);
      return;
    }
    store.setState({ ...state, more: { status: 'failed', error } }, true);
  }

  /** A file that finishes while pages are fetched may be in two answers. */
  function withoutDoubles(items: readonly Item[]): readonly Item[] {
    const seen = new Set<string>();
    return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
  }

  function reload() {
    store.setState({ status: 'loading' }, true);
    if (stopWatching !== null) void load();
  }

  function refresh() {
    const state = store.getState();
    if (state.status !== 'ready') return reload();
    store.setState({ ...state, isStale: true }, true);
    if (stopWatching !== null) void load();
  }

  function edit(change: (items: readonly Item[]) => readonly Item[]) {
    const state = store.getState();
    if (state.status === 'ready') {
      store.setState({ ...state, items: withoutDoubles(change(state.items)) }, true);
    }
  }

  return {
    ...openWhileWatched(store, {
      open() {
        stopWatching = watch({ edit, refresh, reload });
        void load();
      },
      close() {
        stopWatching?.();
        stopWatching = null;
        running?.abort();
        running = null;
      },
    }),
    reload,
    refresh,
    edit,
    loadMore() {
      const state = store.getState();
      if (state.status !== 'ready' || state.answer.next_cursor === null) return;
      if (state.more.status === 'loading' || state.isStale) return;
      store.setState({ ...state, more: { status: 'loading' } }, true);
      void load(state.answer.next_cursor);
    },
  };
}

function itemsOf<Item, Answer extends Page<Item>>(state: PagesState<Item, Answer>): readonly Item[] {
  return state.status === 'ready' ? state.items : [];
}
