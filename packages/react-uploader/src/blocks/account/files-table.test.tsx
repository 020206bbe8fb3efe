import { UploadError } from '@holdfast/upload-manager';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { createScriptedManager } from '../../testing/create-scripted-manager.ts';
import { enact } from '../../testing/enact.ts';
import { installDialog } from '../../testing/install-dialog.ts';
import { renderUploads } from '../../testing/render-uploads.tsx';
import { sampleFile } from '../../testing/sample-states.ts';
import { FilesTable } from './files-table.tsx';
import { QuotaCard } from './quota-card.tsx';

beforeAll(installDialog);

async function renderFiles(names: readonly string[], pageSize = 50) {
  const scripted = createScriptedManager();
  scripted.setFiles(
    names.map((name) => sampleFile(name)),
    { pageSize },
  );
  const rendered = renderUploads(<FilesTable />, scripted);
  await waitFor(() => expect(screen.queryByText('Loading your files')).toBeNull());
  return rendered;
}

const fileNames = () =>
  screen
    .getAllByRole('rowheader')
    .map((cell) => cell.querySelector('[data-upload-part="file-name"]')?.textContent);
const button = (name: string) => screen.getByRole('button', { name });

describe('the files table', () => {
  it('lists each file with its size and a link that downloads it', async () => {
    await renderFiles(['a.pdf']);

    const row = screen.getByRole('row', { name: /a\.pdf/ });
    const link = within(row).getByRole('link', { name: 'Download a.pdf' });

    expect(within(row).getByRole('cell', { name: '1 kB' })).toBeTruthy();
    expect(link.getAttribute('href')).toBe('/api/files/file-a.pdf/content');
    expect(link.getAttribute('download')).toBe('a.pdf');
  });

  it('says that there are none', async () => {
    await renderFiles([]);

    expect(screen.getByText('No files yet')).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('shows more when asked to, until all are there', async () => {
    await renderFiles(['a', 'b', 'c'], 2);

    await userEvent.click(button('Show more'));

    await waitFor(() => expect(fileNames()).toEqual(['a', 'b', 'c']));
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('says why it could not be loaded, and tries again', async () => {
    const scripted = createScriptedManager();
    scripted.setFiles(new UploadError('network', 'no line'));
    renderUploads(<FilesTable />, scripted);
    await screen.findByText(/The server cannot be reached/);
    scripted.setFiles([sampleFile('a')]);

    await userEvent.click(button('Try again'));

    await waitFor(() => expect(fileNames()).toEqual(['a']));
  });

  it('R-E6 offers no «Try again» when loading again cannot help', async () => {
    const scripted = createScriptedManager();
    scripted.setFiles(new UploadError('origin_not_allowed', 'x'));

    renderUploads(<FilesTable />, scripted);

    await screen.findByText(/not allowed from this website/);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('lists an upload that completes meanwhile', async () => {
    const { scripted } = await renderFiles(['a']);
    const id = enact(() => scripted.put({ name: 'new' }));

    enact(() => scripted.move(id, { status: 'completed', file: sampleFile('new') }));

    expect(fileNames()).toEqual(['new', 'a']);
  });
});

describe('deleting a file', () => {
  it('asks first, in a dialog that names the file', async () => {
    const { scripted } = await renderFiles(['a', 'b']);

    await userEvent.click(button('Delete a'));

    const dialog = await screen.findByRole('dialog', {
      name: 'Delete this file?',
      description: /^a \(1 kB\)/,
    });
    expect(dialog.contains(document.activeElement)).toBe(true);
    expect(scripted.requests).not.toContain('deleteFile');
  });

  it('keeps it when the answer is no, and gives the focus back', async () => {
    const { scripted } = await renderFiles(['a', 'b']);
    await userEvent.click(button('Delete a'));

    await userEvent.click(button('Keep file'));

    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(button('Delete a'));
    expect(scripted.requests).not.toContain('deleteFile');
  });

  it('keeps it when the dialog is dismissed with Escape', async () => {
    const { scripted } = await renderFiles(['a']);
    await userEvent.click(button('Delete a'));
    await screen.findByRole('dialog');

    await userEvent.keyboard('{Escape}');

    expect(screen.queryByRole('dialog')).toBeNull();
    expect(scripted.requests).not.toContain('deleteFile');
  });

  it('takes it off the list when somebody else was faster', async () => {
    const { scripted } = await renderFiles(['a', 'b']);
    scripted.setDeletion(new UploadError('not_found', 'x'));
    await userEvent.click(button('Delete a'));

    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));

    await waitFor(() => expect(fileNames()).toEqual(['b']));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('stays open until the answer is there, also when the browser closes it', async () => {
    const scripted = createScriptedManager();
    scripted.setFiles([sampleFile('a')]);
    let refuse = (_: UploadError) => {};
    const manager = {
      ...scripted.manager,
      deleteFile: () => new Promise<never>((_, reject) => (refuse = reject)),
    };
    renderUploads(<FilesTable />, { ...scripted, manager });
    await screen.findByRole('table');
    await userEvent.click(button('Delete a'));
    await userEvent.click(button('Delete'));

    // Chromium lets a page refuse the first Escape, and closes with the second.
    enact(() => screen.getByRole<HTMLDialogElement>('dialog').close());
    enact(() => refuse(new UploadError('network', 'no line')));

    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText(/The server cannot be reached/)).toBeTruthy();
  });

  it('deletes it when the answer is yes, says so, and moves the focus to the file that follows', async () => {
    await renderFiles(['a', 'b', 'c']);
    await userEvent.click(button('Delete b'));

    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));

    await waitFor(() => expect(fileNames()).toEqual(['a', 'c']));
    expect(document.activeElement).toBe(button('Delete c'));
    expect(within(screen.getByRole('status')).getByText('b deleted.')).toBeTruthy();
  });

  it('leaves the focus in the list when the last file is gone', async () => {
    await renderFiles(['a']);
    await userEvent.click(button('Delete a'));

    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));

    await screen.findByText('No files yet');
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Files' }));
  });

  it('R-E6 says in the dialog why the server keeps it', async () => {
    const { scripted } = await renderFiles(['a']);
    scripted.setDeletion(new UploadError('forbidden', 'x'));
    await userEvent.click(button('Delete a'));

    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));

    const alert = await within(await screen.findByRole('dialog')).findByText(/You are not allowed/);
    expect(alert.closest('[role="alert"]')).toBeTruthy();
    expect(fileNames()).toEqual(['a']);
  });

  it('brings the quota up to date at once', async () => {
    const scripted = createScriptedManager();
    scripted.setFiles([sampleFile('a')]);
    renderUploads(
      <>
        <QuotaCard />
        <FilesTable />
      </>,
      scripted,
    );
    await screen.findByRole('table');
    await userEvent.click(button('Delete a'));

    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));

    await screen.findByText('No files yet');
    expect(scripted.requests).toEqual(['getQuota', 'listPlans', 'listFiles', 'deleteFile', 'getQuota']);
  });
});
