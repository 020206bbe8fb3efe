import { fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createPortal } from 'react-dom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTransfer } from '../testing/file-drops.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { DropZone } from './drop-zone.tsx';
import { FileTrigger } from './file-trigger.tsx';

const file = (name: string) => new File(['content'], name);
const dragged = { dataTransfer: { types: ['Files'] } };
const zone = (name: string) => screen.getByRole('group', { name });

afterEach(() => {
  vi.restoreAllMocks();
  document.querySelector('iframe')?.remove();
});

/** Counts the pickers that are opened, also by inputs of another window. */
function countPickers(view: Window & typeof globalThis = window) {
  return vi.spyOn(view.HTMLInputElement.prototype, 'click').mockImplementation(() => {});
}

/** A zone with words and a button in each of two zones, one in the other. */
function renderNested() {
  const taken: string[] = [];
  renderUploads(
    <DropZone aria-label="album" onFiles={() => taken.push('album')}>
      <FileTrigger>for the album</FileTrigger>
      <DropZone aria-label="cover" onFiles={() => taken.push('cover')}>
        <p>the cover</p>
        <FileTrigger>for the cover</FileTrigger>
      </DropZone>
    </DropZone>,
  );
  return taken;
}

describe('a drop zone in a drop zone', () => {
  it('is the only one that takes what is dropped or pasted into it', async () => {
    const taken = renderNested();

    fireEvent.drop(zone('cover'), { dataTransfer: createTransfer([file('a.png')]) });
    fireEvent.paste(zone('cover'), { clipboardData: createTransfer([file('b.png')]) });
    fireEvent.drop(zone('album'), { dataTransfer: createTransfer([file('c.png')]) });
    await waitFor(() => expect(taken).toContain('album'));

    expect(taken).toEqual(['cover', 'cover', 'album']);
  });

  it('is the only drop target while files are over it', () => {
    renderNested();
    const targets = () => ['album', 'cover'].filter((name) => zone(name).hasAttribute('data-drop-target'));
    const seen: string[][] = [];

    fireEvent.dragEnter(zone('album'), dragged);
    seen.push(targets());
    fireEvent.dragEnter(zone('cover'), dragged);
    fireEvent.dragLeave(zone('album'), dragged);
    seen.push(targets());
    fireEvent.dragEnter(zone('album'), dragged);
    fireEvent.dragLeave(zone('cover'), dragged);
    seen.push(targets());

    expect(seen).toEqual([['album'], ['cover'], ['album']]);
  });

  it('opens its own picker and no other', async () => {
    renderNested();
    const click = countPickers();

    await userEvent.click(screen.getByText('the cover'));

    expect(click).toHaveBeenCalledTimes(1);
    expect(click.mock.contexts[0]).toBe(zone('cover').querySelector('input'));
  });
});

describe('a drop zone in a fieldset that is out of use', () => {
  it.each([true, false])('takes nothing and opens nothing: %s', async (disabled) => {
    const taken: string[] = [];
    renderUploads(
      <fieldset disabled={disabled}>
        <DropZone aria-label="album" onFiles={(files) => taken.push(...Array.from(files, String))}>
          <p>the album</p>
          <FileTrigger />
        </DropZone>
      </fieldset>,
    );
    const click = countPickers();

    fireEvent.dragEnter(zone('album'), dragged);
    const isTarget = zone('album').hasAttribute('data-drop-target');
    fireEvent.drop(zone('album'), { dataTransfer: createTransfer([file('a.png')]) });
    fireEvent.paste(zone('album'), { clipboardData: createTransfer([file('b.png')]) });
    await userEvent.click(screen.getByText('the album'));

    const isUsed = !disabled;
    expect([isTarget, taken.length, click.mock.calls.length]).toEqual([
      isUsed,
      isUsed ? 2 : 0,
      isUsed ? 1 : 0,
    ]);
  });
});

describe('what is around a drop zone', () => {
  it('opens no file that is dropped on it, a field for text neither, and leaves a field for files alone', () => {
    renderUploads(
      <>
        <DropZone />
        <textarea aria-label="Message" />
        <input aria-label="Title" />
        <input aria-label="Logo" type="file" />
      </>,
    );
    const dataTransfer = createTransfer([file('a.png')]);

    const leftToBrowser = ['Message', 'Title', 'Logo'].filter((name) =>
      fireEvent.drop(screen.getByLabelText(name), { dataTransfer }),
    );

    expect(leftToBrowser).toEqual(['Logo']);
  });
});

describe('what is in a drop zone', () => {
  it('takes files although the app calls preventDefault, as drop listeners do', async () => {
    const { scripted } = renderUploads(<DropZone onDrop={(event) => event.preventDefault()} />);

    fireEvent.drop(screen.getByRole('group'), { dataTransfer: createTransfer([file('a.png')]) });

    await waitFor(() => expect(scripted.added).toHaveLength(1));
  });

  it('opens no picker for a click in a dialog that a portal renders elsewhere', async () => {
    renderUploads(
      <DropZone>
        <FileTrigger />
        {createPortal(<p>Terms of use</p>, document.body)}
      </DropZone>,
    );
    const click = countPickers();

    await userEvent.click(screen.getByText('Terms of use'));

    expect(click).not.toHaveBeenCalled();
  });

  it('keeps the words of a paste that has both words and a picture, and not those of a picture alone', async () => {
    const { scripted } = renderUploads(
      <DropZone>
        <textarea aria-label="Message" />
      </DropZone>,
    );
    const cells = { ...createTransfer([file('cells.png')]), types: ['text/plain', 'text/html', 'Files'] };

    const isLeftAlone = fireEvent.paste(screen.getByLabelText('Message'), { clipboardData: cells });
    fireEvent.paste(screen.getByLabelText('Message'), { clipboardData: createTransfer([file('shot.png')]) });
    await waitFor(() => expect(scripted.added).not.toEqual([]));

    expect(isLeftAlone).toBe(true);
    expect(scripted.added).toMatchObject([{ input: { file: { name: 'shot.png' } } }]);
  });
});

describe('a paste anywhere on the page', () => {
  it('counts while a box has the focus, because nobody types into one', async () => {
    const { scripted } = renderUploads(
      <>
        <DropZone paste="page" />
        <input type="checkbox" />
      </>,
    );

    fireEvent.paste(screen.getByRole('checkbox'), { clipboardData: createTransfer([file('shot.png')]) });

    await waitFor(() => expect(scripted.added).toHaveLength(1));
  });

  it('is left to a field, also to one in a shadow root', () => {
    renderUploads(<DropZone paste="page" />);
    const host = document.body.appendChild(document.createElement('div'));
    const field = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('input'));

    const isLeftAlone = fireEvent.paste(field, {
      composed: true,
      clipboardData: createTransfer([file('shot.png')]),
    });

    host.remove();
    expect(isLeftAlone).toBe(true);
  });
});

describe('a drop zone in another window', () => {
  function renderInFrame() {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const body = frame.contentDocument?.body;
    const view = body?.ownerDocument.defaultView;
    if (body === undefined || view === null || view === undefined) throw new Error('The frame is empty');
    renderUploads(
      createPortal(
        <DropZone>
          <p>words</p>
          <FileTrigger />
        </DropZone>,
        body,
      ),
    );
    return { view, query: (selector: string) => body.querySelector(selector) ?? body };
  }

  it('opens one picker for a click on its button', () => {
    const { view, query } = renderInFrame();
    const click = countPickers(view);

    fireEvent.click(query('button'));
    fireEvent.click(query('p'));

    expect(click).toHaveBeenCalledTimes(2);
  });

  it('stays a drop target while the pointer moves over what is in it', () => {
    const { query } = renderInFrame();
    const group = query('[role="group"]');

    fireEvent.dragEnter(group, dragged);
    fireEvent.dragEnter(query('p'), dragged);
    fireEvent.dragLeave(group, dragged);

    expect(group.hasAttribute('data-drop-target')).toBe(true);
  });
});
