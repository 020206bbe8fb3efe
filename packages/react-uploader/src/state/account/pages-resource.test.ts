import { UploadError } from '@holdfast/upload-manager';
import { describe, expect, it } from 'vitest';
import { createScriptedManager } from '../../testing/create-scripted-manager.ts';
import { createManualSchedule } from '../../testing/manual-schedule.ts';
import { sampleFile } from '../../testing/sample-states.ts';
import { createPagesResource, type Page } from './pages-resource.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const noLine = new UploadError('network', 'no line');

interface Question {
  readonly cursor: string | undefined;
  readonly signal: AbortSignal;
  readonly answer: (items: string, nextCursor?: string) => Promise<void>;
  readonly fail: () => Promise<void>;
}

/** A list of letters on a server that answers when the test says so. */
function open(leastItems?: number) {
  const scripted = createScriptedManager();
  const { schedule, advance, count } = createManualSchedule();
  const questions: Question[] = [];
  const pages = createPagesResource<string, Page<string>>({
    manager: scripted.manager,
    schedule,
    fetchPage: (cursor, signal) =>
      new Promise((resolve, reject) => {
        questions.push({
          cursor,
          signal,
          answer(items, nextCursor) {
            resolve({ items: [...items], next_cursor: nextCursor ?? null });
            return settle();
          },
          fail() {
            reject(noLine);
            return settle();
          },
        });
      }),
    keyOf: (item) => item,
    ...(leastItems === undefined ? {} : { leastItems }),
    staleAfter: ['completed'],
  });
  const close = pages.subscribe(() => {});
  const { edit, refresh } = pages;
  return {
    scripted,
    pages,
    edit,
    refresh,
    advance,
    close,
    countTimers: count,
    questions,
    /** The question asked last. */
    asked() {
      const last = questions.at(-1);
      if (last === undefined) throw new Error('Nothing was asked');
      return last;
    },
    complete() {
      scripted.move(scripted.put({ name: 'x' }), { status: 'completed', file: sampleFile('x') });
    },
    shown() {
      const state = pages.getState();
      return state.status === 'ready' ? `${state.items.join('')} ${state.more.status}` : state.status;
    },
  };
}

describe('what is known while an answer is on its way', () => {
  it('is put into the answer, which may be of the time before', async () => {
    const { edit, asked, shown } = open();

    edit((items) => items.filter((item) => item !== 'a'));
    edit((items) => ['n', ...items]);
    await asked().answer('abc');

    expect(shown()).toBe('nbc none');
  });

  it('is put into the next page too', async () => {
    const { pages, edit, asked, shown } = open();
    await asked().answer('ab', '2');

    pages.loadMore();
    edit((items) => ['n', ...items.filter((item) => item !== 'c')]);
    await asked().answer('cd');

    expect(shown()).toBe('nabd none');
  });

  it('is of no use to a later answer', async () => {
    const { edit, refresh, asked, shown } = open();
    await asked().answer('ab');

    edit((items) => ['n', ...items]);
    refresh();
    await asked().answer('ab');

    expect(shown()).toBe('ab none');
  });
});

describe('a list that is read anew', () => {
  it('is as long as it was, and goes on from where it ended', async () => {
    const { pages, refresh, questions, asked, shown } = open();
    await asked().answer('ab', '2');
    pages.loadMore();
    await asked().answer('cd', '4');

    refresh();
    await asked().answer('na', '2');
    await asked().answer('bc', '4');
    pages.loadMore();

    expect(shown()).toBe('nabc loading');
    expect(questions.map(({ cursor }) => cursor)).toEqual([undefined, '2', undefined, '2', '4']);
  });

  it('shows what it showed when there is no answer', async () => {
    const { refresh, asked, shown } = open();
    await asked().answer('ab', '2');

    refresh();
    await asked().fail();

    expect(shown()).toBe('ab available');
  });

  it('loads more when that was asked for meanwhile', async () => {
    const { pages, refresh, asked, shown } = open();
    await asked().answer('ab', '2');

    refresh();
    pages.loadMore();
    await asked().answer('ab', '2');
    await asked().answer('cd');

    expect(shown()).toBe('abcd none');
  });

  it('says that there is no more to be had when it fails meanwhile', async () => {
    const { pages, refresh, asked, shown } = open();
    await asked().answer('ab', '2');

    refresh();
    pages.loadMore();
    await asked().fail();

    expect(shown()).toBe('ab failed');
  });

  it('is of another question when that was asked, and fails with it', async () => {
    const { pages, questions, asked, shown } = open();
    await asked().answer('ab', '2');
    pages.loadMore();

    pages.replace();
    const meanwhile = pages.getState();
    await asked().fail();

    expect(meanwhile).toMatchObject({ items: ['a', 'b'], isStale: true });
    expect(questions.map(({ signal }) => signal.aborted)).toEqual([false, true, false]);
    expect(shown()).toBe('failed');
  });
});

it('does not take an earlier answer for one to another question when that is asked twice', async () => {
  const { pages, refresh, asked, shown } = open();
  await asked().answer('ab');

  pages.replace();
  refresh();
  await asked().fail();

  expect(shown()).toBe('failed');
});

describe('events that change the list', () => {
  it('are followed while they go on, as one question every two seconds', async () => {
    const { complete, advance, questions, asked } = open();
    await asked().answer('a');

    for (let second = 0; second < 6; second += 1) {
      complete();
      complete();
      advance(1000);
      if (asked() !== questions[0]) await asked().answer('a');
    }

    expect(questions).toHaveLength(4);
  });

  it('let a slow server answer', async () => {
    const { complete, advance, questions, asked, shown } = open();
    await asked().answer('a');

    for (let second = 0; second < 10; second += 1) {
      complete();
      advance(1000);
    }
    await asked().answer('b');

    expect(questions).toHaveLength(2);
    expect(shown()).toBe('b none');
  });
});

describe('pages without a row', () => {
  it('are passed over', async () => {
    const { asked, shown } = open();

    await asked().answer('', '1');
    await asked().answer('', '2');
    await asked().answer('a', '3');

    expect(shown()).toBe('a available');
  });

  it('are not asked for forever', async () => {
    const { questions, asked, shown } = open();

    for (let page = 0; page < 20; page += 1) await asked().answer('', `${page}`);

    expect(questions).toHaveLength(10);
    expect(shown()).toBe(' available');
  });

  it('are followed by the next one when the last row of a page is taken away', async () => {
    const { edit, asked, shown } = open();
    await asked().answer('a', '1');

    edit(() => []);
    await asked().answer('b');

    expect(shown()).toBe('b none');
  });
});

describe('a list that nobody looks at any more', () => {
  it('is forgotten: whoever looks next may be somebody else', async () => {
    const { pages, asked, close, complete, countTimers, questions } = open();
    await asked().answer('ab', '2');
    complete();
    pages.loadMore();

    close();
    await settle();

    expect(pages.getState()).toEqual({ status: 'loading' });
    expect(questions.at(-1)?.signal.aborted).toBe(true);
    expect(countTimers()).toBe(0);
  });
});

describe('a list of somebody who signs out', () => {
  it('is gone at once, with the answers on their way, and nothing is asked before somebody signs in', async () => {
    const { pages, asked, complete, refresh, scripted, advance, questions, shown } = open();
    await asked().answer('ab', '2');
    complete();
    refresh();

    await scripted.manager.signOut();
    await asked().answer('secret');
    advance(10_000);
    const state = pages.getState();
    const askedMeanwhile = questions.length;
    scripted.manager.signedIn();
    await asked().answer('mine');

    expect(state).toMatchObject({ status: 'failed', error: { code: 'unauthorized' } });
    expect(askedMeanwhile).toBe(2);
    expect(shown()).toBe('mine none');
  });

  it('stays on the page while the same user has new headers', async () => {
    const { asked, scripted, shown } = open();
    await asked().answer('a');

    scripted.manager.signedIn();
    const meanwhile = shown();
    await asked().answer('ab');

    expect([meanwhile, shown()]).toEqual(['a none', 'ab none']);
  });
});

it('asks for many pages at once where all are wanted', async () => {
  const { questions, asked, shown } = open(Number.POSITIVE_INFINITY);

  await asked().answer('a', '1');
  const afterOne = shown();
  for (let page = 2; page < 20; page += 1) await asked().answer('b', `${page}`);

  expect(afterOne).toBe('loading');
  expect(questions).toHaveLength(10);
  expect(shown()).toBe('ab available');
});
