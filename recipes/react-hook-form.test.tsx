import { UploadManagerProvider } from '@holdfast/react-uploader';
import {
  createFakeFile,
  createTestUploadManager,
  pickFiles,
  uploadRows,
} from '@holdfast/react-uploader/testing';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { type Article, ArticleForm } from './react-hook-form.tsx';

afterEach(cleanup);

function openForm() {
  const saved: Article[] = [];
  const test = createTestUploadManager();
  render(
    <UploadManagerProvider manager={test.manager}>
      <ArticleForm onSave={(article) => saved.push(article)} />
    </UploadManagerProvider>,
  );
  return {
    ...test,
    saved,
    choose: (name: string) =>
      pickFiles(screen.getByRole('button', { name: 'Choose files' }), [createFakeFile({ name })]),
    save: () => userEvent.click(screen.getByRole('button', { name: 'Save' })),
    problems: () =>
      screen
        .queryAllByRole('alert')
        .map(({ textContent }) => textContent)
        .filter((text) => text !== ''),
  };
}

describe('a form of react-hook-form with a field of uploads', () => {
  it('says what is missing, and is not sent', async () => {
    const { saved, save, problems } = openForm();

    await save();

    expect(problems()).toEqual(['Every article needs a title.', 'Add a file first.']);
    expect(saved).toEqual([]);
  });

  it('is not sent while a file is on its way or failed, and says so', async () => {
    const { backend, clock, saved, choose, save, problems } = openForm();
    await userEvent.type(screen.getByLabelText('Title'), 'Harbour');
    backend.refuse('b.jpg', { code: 'type_not_allowed' });
    backend.holdBytes();
    await choose('a.jpg');
    await clock.advance(1000);

    await save();
    const whileUploading = problems();
    await choose('b.jpg');
    backend.releaseBytes();
    await clock.advance(10_000);
    await save();

    expect(whileUploading).toEqual(['Wait until 1 file is uploaded.']);
    expect(problems()).toEqual(['1 file was not uploaded. Try again, or remove it.']);
    expect(saved).toEqual([]);
  });

  it('is sent with the ids of the files in the order of the list, and is empty again', async () => {
    const { clock, manager, saved, choose, save, problems } = openForm();
    await userEvent.type(screen.getByLabelText('Title'), 'Harbour');
    for (const name of ['a.jpg', 'b.jpg']) await choose(name);
    await clock.advance(10_000);
    const ids = manager.list.getState().ids.map((id) => {
      const state = manager.getUpload(id)?.getState().state;
      return state?.status === 'completed' && state.file.file_id;
    });

    await save();

    expect(saved).toEqual([{ title: 'Harbour', photoIds: ids }]);
    expect([problems(), uploadRows()]).toEqual([[], []]);
    expect(screen.getByLabelText('Title')).toHaveProperty('value', '');
  });
});
