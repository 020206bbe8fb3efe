import { UploadError } from '@holdfast/upload-manager';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { createScriptedManager } from '../../testing/create-scripted-manager.ts';
import { installDialog } from '../../testing/install-dialog.ts';
import { renderUploads } from '../../testing/render-uploads.tsx';
import { sampleFile } from '../../testing/sample-states.ts';
import { FilesBrowser } from './files-browser.tsx';

beforeAll(installDialog);

const icon = { reference_type: 'walkthrough_icon', reference_id: 'w-1' };
const hero = { reference_type: 'hero_image', reference_id: 'h-1' };

async function open() {
  const scripted = createScriptedManager();
  scripted.setFiles([sampleFile('a.png', icon), sampleFile('b.png', icon), sampleFile('c.png', hero)]);
  scripted.setReferences([
    { ...hero, files: 1, bytes: 1000 },
    { ...icon, files: 2, bytes: 2000 },
  ]);
  renderUploads(<FilesBrowser />, scripted);
  await screen.findByRole('table');
  await screen.findByRole('list', { name: 'Walkthrough icon' });
  return scripted;
}

const fileNames = () =>
  screen
    .queryAllByRole('rowheader')
    .map((cell) => cell.querySelector('[data-upload-part="file-name"]')?.textContent);
const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('the files browser', () => {
  it('lists what files are for under the names people know, and the app’s own types readably', async () => {
    await open();

    expect(within(screen.getByRole('list', { name: 'Walkthrough icon' })).getByText('w-1')).toBeTruthy();
    expect(within(screen.getByRole('list', { name: 'Hero image' })).getByText('1 file')).toBeTruthy();
    expect(fileNames()).toEqual(['a.png', 'b.png', 'c.png']);
  });

  it('shows the files of what is chosen, how many and how large, and all files again', async () => {
    await open();

    await userEvent.click(button(/^w-1/));
    await waitFor(() => expect(fileNames()).toEqual(['a.png', 'b.png']));
    const summary = screen.getByText('2 files, 2 kB');
    const current = button(/^w-1/).getAttribute('aria-current');
    await userEvent.click(button('All files'));

    await waitFor(() => expect(fileNames()).toHaveLength(3));
    expect([summary !== null, current]).toEqual([true, 'true']);
  });

  it('lists only what belongs there when an upload completes', async () => {
    const scripted = await open();
    await userEvent.click(button(/^w-1/));
    await waitFor(() => expect(fileNames()).toHaveLength(2));
    const [first, second] = [scripted.put({ name: 'x' }), scripted.put({ name: 'y' })];

    scripted.move(first, { status: 'completed', file: sampleFile('x.png', icon) });
    scripted.move(second, { status: 'completed', file: sampleFile('y.png', hero) });

    await waitFor(() => expect(fileNames()).toEqual(['x.png', 'a.png', 'b.png']));
  });
});

describe('deleting all files of a reference', () => {
  it('asks first, and names what goes', async () => {
    const scripted = await open();
    await userEvent.click(button(/^w-1/));

    await userEvent.click(button('Delete all files of Walkthrough icon w-1'));

    const dialog = await screen.findByRole('dialog', {
      name: 'Delete all these files?',
      description: /^2 files \(2 kB\) of Walkthrough icon w-1 are deleted for good, except/,
    });
    expect(await within(dialog).findByText('a.png')).toBeTruthy();
    expect(scripted.requests).not.toContain('deleteReference walkthrough_icon/w-1');
    await userEvent.click(button('Keep files'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('deletes them when the answer is yes, says how many, and goes back to all files', async () => {
    const scripted = await open();
    await userEvent.click(button(/^w-1/));
    await userEvent.click(button(/^Delete all files of/));

    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete all' }),
    );

    await waitFor(() => expect(fileNames()).toEqual(['c.png']));
    expect(scripted.requests).toContain('deleteReference walkthrough_icon/w-1');
    expect(within(screen.getByRole('status')).getByText('2 files deleted.')).toBeTruthy();
    expect(document.activeElement).toBe(button('All files'));
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Walkthrough icon' })).toBeNull());
  });

  it('says in the dialog why the server keeps them', async () => {
    const scripted = await open();
    scripted.setDeletion(new UploadError('network', 'no line'));
    await userEvent.click(button(/^w-1/));
    await userEvent.click(button(/^Delete all files of/));

    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete all' }),
    );

    expect(await screen.findByText(/The server cannot be reached/)).toBeTruthy();
  });
});

describe('deleting a file that is in use', () => {
  it('says where it is used, and deletes it only when asked once more', async () => {
    const scripted = await open();
    const references = [
      { reference_type: 'step_media', reference_id: 's-9' },
      { reference_type: 'walkthrough_icon', reference_id: 'w-1' },
    ];
    scripted.setDeletion(
      new UploadError('file_in_use', 'in use', { details: { references, reference_count: 7 } }),
    );
    await userEvent.click(button('Delete a.png'));

    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByText('It is used in 7 places:');
    const listed = dialog.getAllByRole('listitem').map((item) => item.textContent);
    const before = [...scripted.requests];
    await userEvent.click(button('Delete anyway'));

    await waitFor(() => expect(fileNames()).toEqual(['b.png', 'c.png']));
    expect(listed).toEqual(['Step media s-9', 'Walkthrough icon w-1', 'and 5 more']);
    expect(before).not.toContain('deleteFile by force');
  });
});
