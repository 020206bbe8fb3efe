import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderUploads } from '../testing/render-uploads.tsx';
import { DropZone } from './drop-zone.tsx';
import { FileTrigger } from './file-trigger.tsx';

const file = (name: string) => new File(['content'], name);

function fileInput(): HTMLInputElement {
  const input = document.querySelector<HTMLInputElement>('input[type="file"]');
  if (input === null) throw new Error('There is no file input');
  return input;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the file trigger', () => {
  it('uploads what is put into its input', async () => {
    const { scripted } = renderUploads(<FileTrigger />);

    await userEvent.upload(fileInput(), [file('a.txt'), file('b.txt')]);

    expect(scripted.manager.list.getState().ids).toHaveLength(2);
  });

  it('takes the same file twice', async () => {
    const { scripted } = renderUploads(<FileTrigger />);
    const same = file('a.txt');

    await userEvent.upload(fileInput(), same);
    await userEvent.upload(fileInput(), same);

    expect(scripted.added.map(({ input }) => input)).toEqual([same, same]);
    expect(fileInput().value).toBe('');
  });

  it('opens the input from the keyboard, and the focus stays on the button', async () => {
    renderUploads(<FileTrigger />);
    const click = vi.spyOn(fileInput(), 'click');

    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard(' ');

    expect(click).toHaveBeenCalledTimes(2);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose files' }));
  });

  it('is one stop of the keyboard: the input is hidden from it and from screen readers', async () => {
    renderUploads(<FileTrigger />);

    await userEvent.tab();
    await userEvent.tab();

    expect(document.activeElement).toBe(document.body);
    expect(fileInput().getAttribute('aria-hidden')).toBe('true');
  });

  it('keeps the handles of files where the browser has a picker that gives them', async () => {
    const handle = { kind: 'file', name: 'a.txt', getFile: async () => file('a.txt') };
    const showOpenFilePicker = vi.fn(async () => [handle]);
    vi.stubGlobal('showOpenFilePicker', showOpenFilePicker);
    const { scripted } = renderUploads(<FileTrigger accept="image/*,.pdf" />);

    await userEvent.click(screen.getByRole('button'));

    await waitFor(() => expect(scripted.added).toHaveLength(1));
    expect(scripted.added[0]?.input).toMatchObject({ handle });
    expect(showOpenFilePicker).toHaveBeenCalledExactlyOnceWith({
      multiple: true,
      types: [{ accept: { 'image/*': [], 'application/octet-stream': ['.pdf'] } }],
    });
  });

  it('names a chosen file that cannot be read and takes the others', async () => {
    const refuse = () => Promise.reject(new DOMException('', 'NotReadableError'));
    vi.stubGlobal('showOpenFilePicker', async () => [
      { kind: 'file', name: 'locked.db', getFile: refuse },
      { kind: 'file', name: 'a.txt', getFile: async () => file('a.txt') },
    ]);
    const onUnreadable = vi.fn();
    const { scripted } = renderUploads(<FileTrigger onUnreadable={onUnreadable} />);

    await userEvent.click(screen.getByRole('button'));

    await waitFor(() => expect(onUnreadable).toHaveBeenCalledExactlyOnceWith(['locked.db']));
    expect(scripted.added).toHaveLength(1);
  });

  it('does nothing when that picker is dismissed', async () => {
    vi.stubGlobal('showOpenFilePicker', () => Promise.reject(new DOMException('', 'AbortError')));
    const { scripted } = renderUploads(<FileTrigger />);
    const click = vi.spyOn(fileInput(), 'click');

    await userEvent.click(screen.getByRole('button'));

    expect(click).not.toHaveBeenCalled();
    expect(scripted.added).toEqual([]);
  });

  it('falls back to the input where that picker is not allowed', async () => {
    vi.stubGlobal('showOpenFilePicker', () => Promise.reject(new DOMException('', 'SecurityError')));
    renderUploads(<FileTrigger />);
    const click = vi.spyOn(fileInput(), 'click');

    await userEvent.click(screen.getByRole('button'));

    await waitFor(() => expect(click).toHaveBeenCalledOnce());
  });

  it('opens one picker for a double click: the browser refuses the second, and no input takes its place', async () => {
    const active = new DOMException('File picker already active.', 'NotAllowedError');
    const showOpenFilePicker = vi
      .fn(() => Promise.reject<FileSystemFileHandle[]>(active))
      .mockImplementationOnce(() => new Promise(() => {}));
    vi.stubGlobal('showOpenFilePicker', showOpenFilePicker);
    renderUploads(<FileTrigger />);
    const click = vi.spyOn(fileInput(), 'click');

    await userEvent.dblClick(screen.getByRole('button'));

    expect(click).not.toHaveBeenCalled();
    expect(showOpenFilePicker).toHaveBeenCalledOnce();
  });

  it('opens the picker again after it was dismissed', async () => {
    const showOpenFilePicker = vi.fn(() => Promise.reject(new DOMException('', 'AbortError')));
    vi.stubGlobal('showOpenFilePicker', showOpenFilePicker);
    renderUploads(<FileTrigger />);

    await userEvent.click(screen.getByRole('button'));
    await userEvent.click(screen.getByRole('button'));

    expect(showOpenFilePicker).toHaveBeenCalledTimes(2);
  });

  it('is disabled with its zone, whatever it says of itself, and keeps the focus', async () => {
    const zone = (isDisabled: boolean) => (
      <DropZone isDisabled={isDisabled}>
        <FileTrigger disabled={false} />
      </DropZone>
    );
    const { rerender } = renderUploads(zone(false));
    const click = vi.spyOn(fileInput(), 'click');
    const button = screen.getByRole<HTMLButtonElement>('button');
    button.focus();

    rerender(zone(true));
    await userEvent.keyboard('{Enter}');

    // A button with the attribute loses the focus, which jsdom does not show.
    expect([button.getAttribute('aria-disabled'), button.disabled]).toEqual(['true', false]);
    expect(click).not.toHaveBeenCalled();
  });

  it('opens nothing while it is disabled, also as a component that knows nothing of that', async () => {
    renderUploads(<FileTrigger disabled render={({ disabled, ...props }) => <button {...props} />} />);
    const click = vi.spyOn(fileInput(), 'click');

    await userEvent.click(screen.getByText('Choose files'));

    expect(click).not.toHaveBeenCalled();
  });

  it('chooses folders with the input: no other picker can', async () => {
    const showOpenFilePicker = vi.fn();
    vi.stubGlobal('showOpenFilePicker', showOpenFilePicker);
    renderUploads(<FileTrigger directory />);
    const click = vi.spyOn(fileInput(), 'click');

    await userEvent.click(screen.getByRole('button', { name: 'Choose a folder' }));

    expect(fileInput().hasAttribute('webkitdirectory')).toBe(true);
    expect(click).toHaveBeenCalledOnce();
    expect(showOpenFilePicker).not.toHaveBeenCalled();
  });

  it('renders as the host wishes', async () => {
    const { scripted } = renderUploads(
      <FileTrigger render={(props) => <button {...props} className="mine" data-mine="yes" />}>
        Add
      </FileTrigger>,
    );

    await userEvent.upload(fileInput(), file('a.txt'));

    expect(screen.getByRole('button', { name: 'Add' }).className).toBe('mine');
    expect(scripted.added).toHaveLength(1);
  });
});
