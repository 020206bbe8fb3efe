import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { UploadPanel } from '../blocks/upload-panel.tsx';
import { UploadManagerProvider } from '../hooks/upload-manager-provider.tsx';
import { DropZone } from '../parts/drop-zone.tsx';
import { FileTrigger, type FileTriggerProps } from '../parts/file-trigger.tsx';
import { createFakeFile, createTestUploadManager, dropFiles, pasteFiles, pickFiles } from './index.ts';
import { renderUploads } from './render-uploads.tsx';

afterEach(cleanup);

const one = () => createFakeFile({ name: 'one.jpg' });
const two = () => createFakeFile({ name: 'two.jpg' });

/** The paths of what arrived at the manager. */
function openPanel() {
  const { manager } = createTestUploadManager();
  render(
    <UploadManagerProvider manager={manager}>
      <UploadPanel />
    </UploadManagerProvider>,
  );
  return () =>
    manager.list.getState().ids.map((id) => {
      const file = manager.getUpload(id)?.getState().file;
      return file?.relativePath || file?.name;
    });
}

describe('R-F9 files in a test of the user', () => {
  it('are dropped with the folders they are in, however deep, and read when the call returns', async () => {
    const arrived = openPanel();

    await dropFiles(screen.getByRole('group'), { 'one.jpg': one(), album: { raw: { 'two.jpg': two() } } });

    expect(arrived()).toEqual(['one.jpg', 'album/raw/two.jpg']);
  });

  it('are dropped as a list, in which a name may come twice', async () => {
    const arrived = openPanel();

    await dropFiles(screen.getByRole('group'), [
      one(),
      createFakeFile({ name: 'one.jpg', content: 'other' }),
    ]);

    expect(arrived()).toEqual(['one.jpg', 'one.jpg']);
  });

  it('are pasted', async () => {
    const arrived = openPanel();

    await pasteFiles(screen.getByRole('button', { name: 'Choose files' }), [one()]);

    expect(arrived()).toEqual(['one.jpg']);
  });

  it('are refused by the browser where the test says so, and the page is told which', async () => {
    const locked = createFakeFile({ name: 'locked.db' });
    const unreadable: string[] = [];
    renderUploads(<DropZone onUnreadable={(paths) => unreadable.push(...paths)} />);

    await dropFiles(screen.getByRole('group'), { album: { 'locked.db': locked } }, { unreadable: [locked] });

    expect(unreadable).toEqual(['album/locked.db']);
  });
});

describe('R-F9 the file picker in a test of the user', () => {
  function openTrigger(props: FileTriggerProps = {}) {
    const { scripted } = renderUploads(<FileTrigger {...props}>Add</FileTrigger>);
    return () =>
      scripted.added.map(({ input }) => {
        const file = input instanceof File ? input : input.file;
        return file.webkitRelativePath || file.name;
      });
  }

  it('is opened with the button, and gives what is chosen', async () => {
    const arrived = openTrigger();

    await pickFiles(screen.getByRole('button'), [one(), two()]);

    expect(arrived()).toEqual(['one.jpg', 'two.jpg']);
  });

  it('takes the same file a second time', async () => {
    const arrived = openTrigger();

    await pickFiles(screen.getByRole('button'), [one()]);
    await pickFiles(screen.getByRole('button'), [one()]);

    expect(arrived()).toEqual(['one.jpg', 'one.jpg']);
  });

  it('gives every file of a folder with its path', async () => {
    const arrived = openTrigger({ directory: true });

    await pickFiles(screen.getByRole('button'), { album: { 'one.jpg': one(), raw: { 'two.jpg': two() } } });

    expect(arrived()).toEqual(['album/one.jpg', 'album/raw/two.jpg']);
  });

  it('is not the one of a browser with its own, which a test cannot reach, and that one is back afterwards', async () => {
    const opened: string[] = [];
    const ownPicker = () => opened.push('own');
    Object.assign(globalThis, { showOpenFilePicker: ownPicker });
    const arrived = openTrigger();

    await pickFiles(screen.getByRole('button'), [one()]);

    expect([arrived(), opened]).toEqual([['one.jpg'], []]);
    expect(Reflect.get(globalThis, 'showOpenFilePicker')).toBe(ownPicker);
    Reflect.deleteProperty(globalThis, 'showOpenFilePicker');
  });

  it.each([
    [
      'a disabled button',
      { disabled: true },
      [one()],
      'Pressing "Add" opened no file picker. Is it disabled?',
    ],
    [
      'two files for one',
      { multiple: false },
      [one(), two()],
      'This picker is for one file, and 2 were chosen.',
    ],
    [
      'a folder for files',
      {},
      { album: { 'a.jpg': one() } },
      'This picker is for files, and a folder was chosen.',
    ],
  ] as const)('refuses %s, as a browser does', async (_case, props, selection, message) => {
    const arrived = openTrigger(props);

    await expect(pickFiles(screen.getByRole('button'), selection)).rejects.toThrow(message);
    expect(arrived()).toEqual([]);
  });
});
