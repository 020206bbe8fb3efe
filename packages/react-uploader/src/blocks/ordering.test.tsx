import type { UploadState } from '@holdfast/upload-manager';
import { act, fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { enact } from '../testing/enact.ts';
import { installDialog } from '../testing/install-dialog.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { sampleSession } from '../testing/sample-states.ts';
import { UploadPanel } from './upload-panel.tsx';

const uploading: UploadState = { status: 'uploading', session: sampleSession, storedParts: [], wait: null };

beforeEach(installDialog);

function renderPanel(names = ['a.txt', 'b.txt', 'c.txt']) {
  const { scripted } = renderUploads(<UploadPanel selectable reorderable />);
  enact(() => {
    for (const name of names) scripted.put({ name, state: uploading });
  });
  return scripted;
}

const rows = () => screen.getAllByRole('listitem');
const row = (name: string) => screen.getByRole('listitem', { name });
const names = () => rows().map((item) => item.querySelector('[data-upload-part="item-name"]')?.textContent);
const statuses = () => rows().map((item) => item.dataset.status);
const button = (name: string) => screen.getByRole('button', { name });
const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });

describe('R-C14 R-F10 the order of the list', () => {
  it('is changed with buttons that keep the focus, and each step is said', async () => {
    renderPanel();
    const down = button('Move a.txt down');
    down.focus();

    await userEvent.keyboard('{Enter}{Enter}{Enter}');

    expect(names()).toEqual(['b.txt', 'c.txt', 'a.txt']);
    expect(document.activeElement).toBe(down);
    expect(down.getAttribute('aria-disabled')).toBe('true');
    const said = [...screen.getByRole('status').children].map(({ textContent }) => textContent);
    // What else is said at the same time is none of this test's business.
    expect(said.filter((text) => text?.includes('is number'))).toEqual([
      'a.txt is number 2 of 3.',
      'a.txt is number 3 of 3.',
    ]);
  });

  it('is changed with keys from anywhere in the row', async () => {
    renderPanel();
    button('Pause c.txt').focus();

    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    const once = names();
    await userEvent.keyboard('{Alt>}{Home}{/Alt}');
    const first = names();
    await userEvent.keyboard('{Alt>}{End}{/Alt}');

    expect([once, first, names()]).toEqual([
      ['a.txt', 'c.txt', 'b.txt'],
      ['c.txt', 'a.txt', 'b.txt'],
      ['a.txt', 'b.txt', 'c.txt'],
    ]);
    expect(document.activeElement).toBe(button('Pause c.txt'));
  });

  /** jsdom lays nothing out: rows of 100 pixels, one below the other, wherever they are now. */
  function layOut() {
    for (const item of rows()) {
      item.getBoundingClientRect = () => {
        const top = rows().indexOf(item) * 100;
        return { top, bottom: top + 100 } as DOMRect;
      };
    }
  }

  function startDrag(name: string, pointerId = 0) {
    layOut();
    const handle = row(name).querySelector('[data-upload-part="item-drag-handle"]');
    if (handle === null) throw new Error(`${name} has no handle`);
    fireEvent.pointerDown(handle, { button: 0, pointerId, clientY: rows().indexOf(row(name)) * 100 + 50 });
  }

  const drag = (clientY: number, pointerId = 0) =>
    act(() => void fireEvent.pointerMove(window, { clientY, pointerId }));

  it('is changed with a pointer alone, past one row or several at once', () => {
    renderPanel();

    startDrag('a.txt');
    drag(160);
    const past = [names(), row('a.txt').hasAttribute('data-dragging')];
    drag(290);
    act(() => void fireEvent.pointerUp(window));

    expect(past).toEqual([['b.txt', 'a.txt', 'c.txt'], true]);
    expect(names()).toEqual(['b.txt', 'c.txt', 'a.txt']);
    expect(row('a.txt').hasAttribute('data-dragging')).toBe(false);
    expect(within(screen.getByRole('status')).getByText('a.txt is number 3 of 3.')).toBeTruthy();
  });

  it('heeds the finger that drags, and no other', () => {
    renderPanel();
    startDrag('a.txt', 1);

    act(() => void fireEvent.pointerMove(window, { clientY: 290, pointerId: 2 }));
    act(() => void fireEvent.pointerUp(window, { pointerId: 2 }));
    const meanwhile = names();
    drag(160, 1);
    act(() => void fireEvent.pointerUp(window, { pointerId: 1 }));

    expect(meanwhile).toEqual(['a.txt', 'b.txt', 'c.txt']);
    expect(names()).toEqual(['b.txt', 'a.txt', 'c.txt']);
  });

  it('takes the page along to a row that goes out of sight with the focus, and to no other', async () => {
    const followed: Element[] = [];
    // jsdom has none.
    Element.prototype.scrollIntoView = function scrollIntoView() {
      followed.push(this);
    };
    renderPanel();
    button('Pause a.txt').focus();

    await userEvent.keyboard('{Alt>}{End}{/Alt}');
    startDrag('b.txt');
    drag(160);
    act(() => void fireEvent.pointerUp(window));

    Reflect.deleteProperty(Element.prototype, 'scrollIntoView');
    expect(names()).toEqual(['c.txt', 'b.txt', 'a.txt']);
    expect(followed).toEqual([row('a.txt')]);
  });

  it('is as before when the drag is called off with Escape', () => {
    renderPanel();
    startDrag('c.txt');
    drag(10);
    const dragged = names();

    act(() => void fireEvent.keyDown(window, { key: 'Escape' }));
    drag(10);

    expect(dragged).toEqual(['c.txt', 'a.txt', 'b.txt']);
    expect(names()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  });
});

describe('R-C14 selected uploads', () => {
  it('are acted on together, and no others', async () => {
    renderPanel();
    await userEvent.click(box('Select a.txt'));
    await userEvent.click(box('Select c.txt'));

    await userEvent.click(button('Pause'));
    const paused = statuses();
    await userEvent.click(button('Cancel'));
    await userEvent.click(button('Remove'));

    expect(paused).toEqual(['paused', 'uploading', 'paused']);
    expect(names()).toEqual(['b.txt']);
    expect(screen.queryByText('2 selected')).toBeNull();
  });

  it('are a range with the shift key', async () => {
    renderPanel(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
    const user = userEvent.setup();

    await user.click(box('Select b.txt'));
    await user.keyboard('{Shift>}');
    await user.click(box('Select d.txt'));
    await user.keyboard('{/Shift}');

    expect(rows().map((item) => item.hasAttribute('data-selected'))).toEqual([false, true, true, true]);
  });

  it('are all or none with one box, which shows when it is some', async () => {
    renderPanel();
    await userEvent.click(box('Select a.txt'));
    const some = box('1 selected').indeterminate;

    await userEvent.click(box('1 selected'));
    const all = [box('3 selected').checked, box('3 selected').indeterminate];
    await userEvent.click(box('3 selected'));

    expect([some, ...all, box('Select all').checked]).toEqual([true, true, false, false]);
  });
});

describe('R-C14 keys in the list', () => {
  it('go from row to row at the same button, pause, cancel and remove', async () => {
    renderPanel();
    button('Pause a.txt').focus();

    await userEvent.keyboard('{ArrowDown}p');
    const paused = [document.activeElement === button('Resume b.txt'), ...statuses()];
    await userEvent.keyboard('{Delete}');
    const cancelled = statuses();
    await userEvent.keyboard('{Delete}');

    expect(paused).toEqual([true, 'uploading', 'paused', 'uploading']);
    expect(cancelled).toEqual(['uploading', 'cancelled', 'uploading']);
    expect(names()).toEqual(['a.txt', 'c.txt']);
  });

  it('that are held down go on through the list, but cancel and remove one file only', async () => {
    renderPanel();
    button('Cancel a.txt').focus();

    await userEvent.keyboard('{Delete>3/}');
    const cancelled = statuses();
    await userEvent.keyboard('{Delete>3/}');
    const left = names();
    await userEvent.keyboard('{ArrowDown>2/}');

    expect(cancelled).toEqual(['cancelled', 'uploading', 'uploading']);
    expect(left).toEqual(['b.txt', 'c.txt']);
    expect(document.activeElement?.getAttribute('aria-label')).toContain('c.txt');
  });

  it('select one and all', async () => {
    renderPanel();
    button('Pause b.txt').focus();

    await userEvent.keyboard('x');
    const one = rows().map((item) => item.hasAttribute('data-selected'));
    await userEvent.keyboard('{Control>}a{/Control}');

    expect(one).toEqual([false, true, false]);
    expect(rows().every((item) => item.hasAttribute('data-selected'))).toBe(true);
  });

  it('are explained in a dialog, which gives the focus back', async () => {
    renderPanel();
    button('Pause a.txt').focus();

    await userEvent.keyboard('?');
    const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    const explained = within(dialog)
      .getAllByRole('definition')
      .map(({ textContent }) => textContent);
    await userEvent.keyboard('{Escape}');

    expect(explained).toContain('Move the file up or down');
    expect(explained.length).toBe(8);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(button('Pause a.txt'));
  });

  it('are the language of the list only: outside of it they do nothing', async () => {
    renderPanel();
    button('Choose files').focus();

    await userEvent.keyboard('p{Delete}x');

    expect(statuses()).toEqual(['uploading', 'uploading', 'uploading']);
  });
});
