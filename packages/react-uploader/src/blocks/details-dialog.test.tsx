import type { UploadState } from '@holdfast/upload-manager';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { FormEvent } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { enact } from '../testing/enact.ts';
import { installDialog } from '../testing/install-dialog.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { sampleSession } from '../testing/sample-states.ts';
import { UploadPanel } from './upload-panel.tsx';

beforeAll(installDialog);

const uploading: UploadState = { status: 'uploading', session: sampleSession, storedParts: [1], wait: null };
const fields = [
  { name: 'title', label: 'Title' },
  { name: 'place', label: 'Place' },
  { name: 'license', label: 'License', choices: [{ value: 'cc0', label: 'CC0' }] },
];
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

function renderPanel() {
  const rendered = renderUploads(<UploadPanel selectable detailFields={fields} />);
  const ids = enact(() => [
    rendered.scripted.put({ name: 'a.jpg', state: uploading, metadata: { title: 'A', place: 'Oslo' } }),
    rendered.scripted.put({ name: 'b.jpg', state: uploading, metadata: { title: 'B', place: 'Oslo' } }),
    rendered.scripted.put({ name: 'c.jpg', state: { status: 'cancelled' } }),
    rendered.scripted.put({ name: 'd.jpg', state: uploading, owner: 'other-page' }),
  ]);
  return { ...rendered, ids };
}

async function openForAll() {
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
  await userEvent.click(button('Edit details'));
  await screen.findByRole('dialog');
}

describe('R-C14 editing the details', () => {
  it('of one upload, while it is sent: what is there is shown, what is changed is kept, and it is said', async () => {
    const { scripted, ids } = renderPanel();
    button('Edit details of a.jpg').focus();
    await userEvent.keyboard('{Enter}');

    const dialog = await screen.findByRole('dialog', { name: 'Edit details of a.jpg' });
    expect([field('Title').value, field('Place').value, field('License').value]).toEqual(['A', 'Oslo', '']);
    await userEvent.clear(field('Title'));
    await userEvent.type(field('Title'), 'Fjord{Enter}');

    await waitFor(() => expect(screen.queryByRole('dialog')).toBe(null));
    expect(scripted.edits).toEqual([{ id: ids[0], patch: { title: 'Fjord' } }]);
    expect(dialog.isConnected).toBe(false);
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('1 file changed.'));
  });

  it('of many: says where they differ, writes only what was touched, and skips what cannot be edited', async () => {
    const { scripted, ids } = renderPanel();
    await openForAll();

    expect(screen.getByRole('dialog', { name: 'Details of 2 files' })).toBeTruthy();
    expect([field('Title').value, field('Title').placeholder]).toEqual(['', 'Mixed']);
    expect([field('Place').value, field('Place').placeholder]).toEqual(['Oslo', '']);
    expect(screen.getByRole('textbox', { name: 'Title', description: /The files differ here/ })).toBeTruthy();
    await userEvent.clear(field('Place'));
    await userEvent.selectOptions(field('License'), 'CC0');
    await userEvent.click(button('Save'));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBe(null));
    const patch = { place: null, license: 'cc0' };
    expect(scripted.edits).toEqual([
      { id: ids[0], patch },
      { id: ids[1], patch },
    ]);
    const metadataOf = (id = '') => scripted.manager.getUpload(id)?.getState().options.metadata;
    expect([metadataOf(ids[0]), metadataOf(ids[1])]).toEqual([
      { title: 'A', license: 'cc0' },
      { title: 'B', license: 'cc0' },
    ]);
  });

  it('stays open with what was entered when a file could not be changed, says why, and saves it again', async () => {
    const { scripted, ids } = renderPanel();
    scripted.refuseEdits([ids[1] ?? '']);
    await openForAll();
    await userEvent.type(field('Title'), 'Both');
    await userEvent.click(button('Save'));

    const alert = within(screen.getByRole('dialog')).getByRole('alert');
    await waitFor(() => expect(alert.textContent).toMatch(/^1 file was not changed\. ./));
    expect(field('Title').value).toBe('Both');
    scripted.refuseEdits([]);
    await userEvent.click(button('Save'));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBe(null));
    expect(scripted.edits.map(({ id }) => id)).toEqual([ids[0], ids[1], ids[0], ids[1]]);
  });

  it('does nothing before something is entered, and nothing when it is cancelled', async () => {
    const { scripted } = renderPanel();
    await openForAll();

    await userEvent.click(button('Save'));
    expect(screen.getByRole('dialog')).toBeTruthy();
    await userEvent.type(field('Title'), 'x');
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));

    expect(screen.queryByRole('dialog')).toBe(null);
    expect(scripted.edits).toEqual([]);
  });

  it('saves in a panel that is inside a form of the page, and leaves that form alone', async () => {
    const complaints = vi.spyOn(console, 'error');
    const sent = vi.fn((event: FormEvent) => event.preventDefault());
    const { scripted } = renderUploads(
      <form onSubmit={sent}>
        <UploadPanel detailFields={fields} />
        <button type="submit">Send</button>
      </form>,
    );
    const id = enact(() => scripted.put({ name: 'a.jpg', state: uploading, metadata: { title: 'A' } }));

    await userEvent.click(button('Edit details of a.jpg'));
    await userEvent.type(field('Title'), 'B');
    await userEvent.click(button('Save'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBe(null));
    await userEvent.click(button('Edit details of a.jpg'));
    await userEvent.type(field('Title'), 'C{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBe(null));

    expect(scripted.edits).toEqual([
      { id, patch: { title: 'AB' } },
      { id, patch: { title: 'ABC' } },
    ]);
    expect(sent).not.toHaveBeenCalled();
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });

  it('keeps its title when the upload leaves the list meanwhile', async () => {
    const { scripted, ids } = renderPanel();
    await userEvent.click(button('Edit details of a.jpg'));
    await screen.findByRole('dialog');

    enact(() => scripted.manager.remove(ids[0]));
    await userEvent.type(field('Title'), 'B');

    expect(screen.getByRole('heading').textContent?.replaceAll(/[\u2066-\u2069]/g, '')).toBe(
      'Edit details of a.jpg',
    );
  });

  it('closes when it is taken from the page: a modal that is only hidden keeps all else from being used', async () => {
    const { unmount } = renderPanel();
    await openForAll();
    const dialog = screen.getByRole<HTMLDialogElement>('dialog');

    unmount();

    expect(dialog.open).toBe(false);
  });

  it('is offered only where there are fields, to uploads that this page may edit', () => {
    renderPanel();

    expect(screen.getAllByRole('button', { name: /^Edit details of/ }).map(({ title }) => title)).toEqual([
      'Edit details of a.jpg',
      'Edit details of b.jpg',
    ]);
  });
});
