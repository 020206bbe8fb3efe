import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enact } from '../testing/enact.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { DuplicatesNotice } from './duplicates-notice.tsx';

describe('R-C14 the notice of files that are in the list already', () => {
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const names = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);
  const said = () => within(screen.getByRole('status')).queryAllByText(/already/).length;

  it('names them, and takes them out of the list, and the first of each stays', async () => {
    const { scripted } = renderUploads(<DuplicatesNotice />);
    const [first] = ['a.jpg', 'a.jpg', 'a.jpg'].map((name) => enact(() => scripted.put({ name })));
    const shown = [(await screen.findByText('2 files are in the list already')).tagName, names()];

    await userEvent.click(screen.getByRole('button', { name: 'Leave out' }));

    expect(shown).toEqual(['STRONG', ['a.jpg', 'a.jpg']]);
    expect(scripted.manager.list.getState().ids).toEqual([first]);
    expect(names()).toEqual([]);
  });

  it('is put away by keeping them, and comes again with another', async () => {
    const { scripted } = renderUploads(<DuplicatesNotice />);
    for (const name of ['a.jpg', 'a.jpg']) enact(() => scripted.put({ name }));
    await screen.findByText('1 file is in the list already');

    await userEvent.click(screen.getByRole('button', { name: 'Keep' }));
    const kept = [names(), scripted.manager.list.getState().ids.length];
    for (const name of ['b.jpg', 'b.jpg']) enact(() => scripted.put({ name }));

    expect(kept).toEqual([[], 2]);
    expect(await screen.findByText('1 file is in the list already')).toBeTruthy();
    expect(names()).toEqual(['b.jpg']);
  });

  it('is read aloud once for all that come together, and not for those that go', async () => {
    const { scripted } = renderUploads(<DuplicatesNotice />);
    const ids = ['a.jpg', 'a.jpg', 'a.jpg'].map((name) => enact(() => scripted.put({ name })));
    const before = said();

    await enact(() => vi.advanceTimersByTimeAsync(700));
    const after = said();
    enact(() => scripted.manager.remove(ids.at(-1)));
    await enact(() => vi.advanceTimersByTimeAsync(700));

    expect([before, after, said()]).toEqual([0, 1, 1]);
  });
});
