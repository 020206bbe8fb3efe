import { describe, expect, it } from 'vitest';
import { createScriptedManager } from '../../testing/create-scripted-manager.ts';
import { createManualSchedule } from '../../testing/manual-schedule.ts';
import { sampleEntry, sampleFile } from '../../testing/sample-states.ts';
import { createHistoryResource } from './history-resource.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const entries = ['a', 'b', 'bc', 'd'].map((name) => sampleEntry(name));

async function open(pageSize = 50) {
  const scripted = createScriptedManager();
  const { schedule, advance } = createManualSchedule();
  scripted.setHistory(entries, { pageSize });
  const history = createHistoryResource({ manager: scripted.manager, schedule });
  const close = history.subscribe(() => {});
  await settle();
  const names = () => {
    const state = history.getState();
    return state.status === 'ready' ? state.items.map((entry) => entry.file_name).join(' ') : state.status;
  };
  return { scripted, history, advance, close, names };
}

describe('the history of uploads', () => {
  it('asks once for a name that is typed letter by letter, and shows what was known until the answer', async () => {
    const { scripted, history, advance, names } = await open();

    history.setFilter({ fileName: 'b' });
    advance(100);
    history.setFilter({ fileName: 'bc' });
    advance(250);
    const meanwhile = history.getState();
    await settle();

    expect(scripted.historyFilters).toEqual([{}, { fileName: 'bc' }]);
    expect(meanwhile).toMatchObject({ status: 'ready', isStale: true });
    expect(names()).toBe('bc');
  });

  it('asks at once for another status, and not again for the same', async () => {
    const { scripted, history } = await open();

    history.setFilter({ status: 'failed' });
    history.setFilter({ status: 'failed' });
    await settle();

    expect(scripted.historyFilters).toEqual([{}, { status: 'failed' }]);
    expect(history.getState()).toMatchObject({ items: [], isStale: false });
  });

  it('starts from the first page when the filter changes', async () => {
    const { history, names } = await open(2);
    history.loadMore();
    await settle();
    const both = names();

    history.setFilter({ status: 'active' });
    await settle();

    expect([both, names()]).toEqual(['a b bc d', 'a b']);
  });

  it('shows more of what was found before, while a name is being typed', async () => {
    const { scripted, history, names } = await open(2);

    history.setFilter({ fileName: 'd' });
    history.loadMore();
    await settle();

    expect(scripted.historyFilters).toEqual([{}, {}]);
    expect(names()).toBe('a b bc d');
  });

  it('is read anew, once, when many uploads end', async () => {
    const { scripted, advance } = await open();
    const ids = ['x', 'y', 'z'].map((name) => scripted.put({ name }));

    for (const id of ids) scripted.move(id, { status: 'completed', file: sampleFile(id) });
    advance(2000);
    await settle();

    expect(scripted.requests).toEqual(['listHistory', 'listHistory']);
  });

  it('asks nothing more when nobody looks any more', async () => {
    const { scripted, history, advance, close } = await open();
    history.setFilter({ fileName: 'b' });

    close();
    await settle();
    advance(1000);
    await settle();

    expect(scripted.requests).toEqual(['listHistory']);
    expect(scripted.countListeners()).toBe(0);
  });
});
