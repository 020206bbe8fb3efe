import type { UploadState } from '@holdfast/upload-manager';
import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createPortal } from 'react-dom';
import { beforeAll, describe, expect, it } from 'vitest';
import { UploadManagerProvider } from '../hooks/upload-manager-provider.tsx';
import { completedState, createScriptedManager } from '../testing/create-scripted-manager.ts';
import { enact } from '../testing/enact.ts';
import { installDialog } from '../testing/install-dialog.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { sampleSession } from '../testing/sample-states.ts';
import { Upload } from '../upload.ts';
import { UploadPanel } from './upload-panel.tsx';

beforeAll(installDialog);

const uploading: UploadState = { status: 'uploading', session: sampleSession, storedParts: [1], wait: null };
const button = (name: string | RegExp) => screen.getByRole('button', { name });

function renderPanel(names: readonly string[]) {
  const fields = [{ name: 'title', label: 'Title' }];
  const rendered = renderUploads(<UploadPanel selectable detailFields={fields} />);
  enact(() => {
    for (const name of names) rendered.scripted.put({ name, state: completedState(name) });
  });
  return rendered;
}

describe('the keyboard focus', () => {
  it('stays in the row when the button it was on goes away', async () => {
    const { scripted } = renderUploads(<UploadPanel />);
    enact(() => scripted.put({ name: 'film.mp4', state: uploading }));
    button('Cancel film.mp4').focus();

    await userEvent.keyboard('{Enter}');

    expect(document.activeElement).toBe(button('Remove film.mp4 from the list'));
  });

  it('moves to the row below when its row is removed, else to the row above, else to the button that adds files', async () => {
    const { scripted } = renderUploads(<UploadPanel />);
    enact(() => {
      for (const name of ['a.txt', 'b.txt', 'c.txt']) scripted.put({ name, state: { status: 'cancelled' } });
    });
    const visited: (string | null | undefined)[] = [];
    button('Remove b.txt from the list').focus();

    for (let press = 0; press < 3; press += 1) {
      await userEvent.keyboard('{Enter}');
      visited.push(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
    }

    expect(visited).toEqual(['Remove c.txt from the list', 'Remove a.txt from the list', 'Choose files']);
  });

  it('is left alone when something else on the page has it', async () => {
    const { scripted } = renderUploads(<UploadPanel />);
    const id = enact(() => scripted.put({ name: 'a.txt', state: uploading }));
    button('Choose files').focus();

    enact(() => scripted.manager.remove(id));

    expect(document.activeElement).toBe(button('Choose files'));
  });

  it('goes to the button that adds files when all rows go at once', async () => {
    renderPanel(['a.txt', 'b.txt']);
    button('Clear finished').focus();

    await userEvent.keyboard('{Enter}');

    expect(document.activeElement).toBe(button('Choose files'));
  });

  it('stays beside the selection when its buttons go', async () => {
    renderPanel(['a.txt', 'b.txt']);
    const places: (string | null | undefined)[] = [];

    for (const [file, press] of [
      ['a.txt', 'Remove'],
      ['b.txt', 'Select none'],
    ] as const) {
      await userEvent.click(screen.getByRole('checkbox', { name: `Select ${file}` }));
      button(press).focus();
      await userEvent.keyboard('{Enter}');
      places.push(document.activeElement?.parentElement?.textContent);
    }

    expect(places).toEqual(['Select all', 'Select all']);
  });

  it('goes to the button that adds files when what a dialog is about is gone with all the others', async () => {
    const { scripted } = renderPanel(['a.txt']);
    await userEvent.click(button('Edit details of a.txt'));
    const field = await screen.findByLabelText('Title');
    field.focus();

    await act(async () => scripted.manager.remove());

    expect(document.activeElement).toBe(button('Choose files'));
  });

  it('passes by a button that is disabled', async () => {
    const { scripted } = renderUploads(
      <>
        <Upload.Trigger disabled>of a full album</Upload.Trigger>
        <Upload.Trigger>of the other</Upload.Trigger>
        <UploadRows />
      </>,
    );
    enact(() => scripted.put({ name: 'a.txt', state: completedState('a.txt') }));
    button('Remove a.txt from the list').focus();

    await userEvent.keyboard('{Enter}');

    expect(document.activeElement).toBe(button('of the other'));
  });

  it('moves on in another window', async () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const page = frame.contentDocument;
    if (page === null) throw new Error('The frame is empty');
    const { scripted } = renderUploads(createPortal(<UploadRows />, page.body));
    enact(() => {
      for (const name of ['a.txt', 'b.txt']) scripted.put({ name, state: completedState(name) });
    });
    const [first, second] = page.querySelectorAll('button');
    frame.focus();
    first?.focus();

    await act(async () => first?.click());

    expect(page.activeElement).toBe(second);
    frame.remove();
  });

  it('moves on inside of a shadow root too, also with the keys of the list', async () => {
    const host = document.body.appendChild(document.createElement('div'));
    const container = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'));
    const scripted = createScriptedManager();
    const ids = ['a.txt', 'b.txt', 'c.txt'].map((name) => scripted.put({ name, state: uploading }));
    render(
      <UploadManagerProvider manager={scripted.manager}>
        <UploadPanel reorderable />
      </UploadManagerProvider>,
      { container },
    );
    const focused = () => container.querySelector(':focus')?.getAttribute('aria-label');
    const press = (key: string, altKey = false) =>
      act(async () =>
        container
          .querySelector(':focus')
          ?.dispatchEvent(new KeyboardEvent('keydown', { key, altKey, bubbles: true, cancelable: true })),
      );
    const seen: (string | null | undefined)[] = [];
    container.querySelector<HTMLElement>('[aria-label="Cancel a.txt"]')?.focus();

    for (const [key, altKey] of [['ArrowDown'], ['ArrowDown', true]] as const) {
      await press(key, altKey);
      seen.push(focused());
    }
    await act(async () => scripted.manager.remove(ids[1]));
    seen.push(focused());

    host.remove();
    expect(seen).toEqual(['Cancel b.txt', 'Cancel b.txt', 'Move c.txt up']);
  });
});

function UploadRows() {
  return (
    <Upload.List>
      {(id) => (
        <Upload.Item id={id}>
          <Upload.Remove />
        </Upload.Item>
      )}
    </Upload.List>
  );
}
