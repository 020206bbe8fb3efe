import {
  type ReadOnlyStore,
  UploadError,
  type UploadEventMap,
  type UploadManager,
} from '@holdfast/upload-manager';
import { createStore } from 'zustand/vanilla';
import { asUploadError } from '../as-upload-error.ts';
import { onEach } from '../on-each.ts';
import { openWhileWatched } from '../open-while-watched.ts';
import { type Schedule, scheduleTimeout } from '../schedule.ts';

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
      /** Whether these items are of an earlier question, and the answer to the present one is on its way. */
      readonly isStale: boolean;
    }
  | { readonly status: 'failed'; readonly error: UploadError };

/** A list on the server as a store. It loads when the first subscriber comes and rests when the last one leaves. */
export interface PagesResource<Item, Answer extends Page<Item> = Page<Item>>
  extends ReadOnlyStore<PagesState<Item, Answer>> {
  /** Asks for the first page anew and shows nothing until it is there. */
  reload(): void;
  /** Asks something else and goes on showing what was known, as stale. */
  replace(): void;
  /** Fetches the next page, when there is one. */
  loadMore(): void;
  /** Asks for all that is shown anew. What is shown stays, also when there is no answer. */
  refresh(): void;
  /** Changes what is shown, because something is known that the server need not be asked about. */
  edit(change: Edit<Item>): void;
}

type Edit<Item> = (items: readonly Item[]) => readonly Item[];

export interface PagesResourceOptions<Item, Answer extends Page<Item>> {
  readonly manager: UploadManager;
  readonly fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Answer>;
  readonly keyOf: (item: Item) => string;
  /** How many items are asked for before anything is shown, in ten pages at most. @default 1 */
  readonly leastItems?: number;
  /** Events that change more than is known here. */
  readonly staleAfter?: readonly (keyof UploadEventMap)[];
  /** Watches for what else changes the list, and returns what stops it. */
  readonly watch?: () => readonly (() => void)[];
  /** @default setTimeout */
  readonly schedule?: Schedule;
}

/** For the first page of an answer, for all that is shown of it, or for its next page. */
type Load = 'first' | 'again' | 'more';

/** A thousand small files that finish one after the other must not become a thousand questions. */
const gatheringMs = 2000;
/** Nobody reads on from there after a list was read anew; a server that sends empty pages must not be asked forever. */
const mostPages = 10;

export function createPagesResource<Item, Answer extends Page<Item>>(
  options: PagesResourceOptions<Item, Answer>,
): PagesResource<Item, Answer> {
  const { manager, fetchPage, keyOf, leastItems = 1, staleAfter = [], watch } = options;
  const { schedule = scheduleTimeout } = options;
  const store = createStore<PagesState<Item, Answer>>(() => ({ status: 'loading' }));
  let stops: readonly (() => void)[] | null = null;
  let running: AbortController | null = null;
  let cancelRefresh: (() => void) | null = null;
  /** Made while an answer was on its way, which may be of the time before. */
  let lateEdits: Edit<Item>[] = [];

  /** Newer loads replace older ones: an answer that comes late is dropped. */
  async function load(kind: Load) {
    if (stops === null) return;
    running?.abort();
    const attempt = new AbortController();
    running = attempt;
    lateEdits = [];
    try {
      const [items, answer] = await fetchPages(kind, attempt.signal);
      if (running !== attempt) return;
      running = null;
      show(kind, items, answer);
    } catch (cause) {
      if (running !== attempt) return;
      running = null;
      showFailure(kind, asUploadError(cause));
    }
  }

  async function fetchPages(
    kind: Load,
    signal: AbortSignal,
  ): Promise<readonly [items: readonly Item[], last: Answer]> {
    const state = store.getState();
    const leastCount = kind === 'again' ? Math.max(leastItems, itemsOf(state).length) : leastItems;
    const items: Item[] = [];
    let cursor = kind === 'more' && state.status === 'ready' ? state.answer.next_cursor : null;
    for (let page = 1; ; page += 1) {
      const answer = await fetchPage(cursor ?? undefined, signal);
      items.push(...answer.items);
      cursor = answer.next_cursor;
      if (cursor === null || items.length >= leastCount || page >= mostPages) return [items, answer];
    }
  }

  function show(kind: Load, fetched: readonly Item[], answer: Answer) {
    const state = store.getState();
    const items = kind === 'more' ? [...itemsOf(state), ...fetched] : fetched;
    store.setState(
      {
        status: 'ready',
        items: withoutDoubles(lateEdits.reduce((edited, change) => change(edited), items)),
        answer,
        more: { status: answer.next_cursor === null ? 'none' : 'available' },
        isStale: false,
      },
      true,
    );
    // Somebody asked for more while all was read anew.
    if (kind === 'again' && isMoreLoading(state)) loadMore();
  }

  function showFailure(kind: Load, error: UploadError) {
    const state = store.getState();
    if (kind === 'first' || state.status !== 'ready' || state.isStale) {
      store.setState({ status: 'failed', error }, true);
    } else if (isMoreLoading(state)) {
      store.setState({ ...state, more: { status: 'failed', error } }, true);
    }
  }

  /** A file that finishes while pages are fetched may be in two answers. */
  function withoutDoubles(items: readonly Item[]): readonly Item[] {
    const seen = new Set<string>();
    return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
  }

  function reload() {
    store.setState({ status: 'loading' }, true);
    void load('first');
  }

  function refresh() {
    if (store.getState().status === 'ready') void load('again');
    else reload();
  }

  function refreshSoon() {
    cancelRefresh ??= schedule(() => {
      cancelRefresh = null;
      // A slow server would never get to answer if each change took its answer away.
      if (running === null) refresh();
      else refreshSoon();
    }, gatheringMs);
  }

  function stop() {
    running?.abort();
    running = null;
    cancelRefresh?.();
    cancelRefresh = null;
  }

  function edit(change: Edit<Item>) {
    if (running !== null) lateEdits.push(change);
    const state = store.getState();
    if (state.status !== 'ready') return;
    const items = withoutDoubles(change(state.items));
    store.setState({ ...state, items }, true);
    if (items.length === 0) loadMore();
  }

  function loadMore() {
    const state = store.getState();
    if (state.status !== 'ready' || state.answer.next_cursor === null) return;
    if (state.isStale || isMoreLoading(state)) return;
    store.setState({ ...state, more: { status: 'loading' } }, true);
    if (running === null) void load('more');
  }

  return {
    ...openWhileWatched(store, {
      open() {
        stops = [
          ...onEach(manager, staleAfter, refreshSoon),
          manager.on('signedOut', () => {
            stop();
            store.setState({ status: 'failed', error: new UploadError('unauthorized', 'Signed out') }, true);
          }),
          manager.on('signedIn', refresh),
          ...(watch?.() ?? []),
        ];
        void load('first');
      },
      close() {
        for (const unsubscribe of stops ?? []) unsubscribe();
        stops = null;
        stop();
        // Whoever looks next may be somebody else, who must not see what this one had.
        store.setState({ status: 'loading' }, true);
      },
    }),
    reload,
    refresh,
    edit,
    replace() {
      const state = store.getState();
      if (state.status !== 'ready') return reload();
      store.setState({ ...state, more: { status: 'none' }, isStale: true }, true);
      void load('first');
    },
    loadMore,
  };
}

function itemsOf<Item, Answer extends Page<Item>>(state: PagesState<Item, Answer>): readonly Item[] {
  return state.status === 'ready' ? state.items : [];
}

function isMoreLoading(state: PagesState<unknown>): boolean {
  return state.status === 'ready' && state.more.status === 'loading';
}
