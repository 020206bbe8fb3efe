import { UploadError, type UploadState } from '@holdfast/upload-manager';
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { type FormEvent, useState } from 'react';
import { describe, expect, it } from 'vitest';
import { useFormProblem } from '../hooks/use-form-problem.ts';
import { useUploadedFiles } from '../hooks/use-uploaded-files.ts';
import { completedState } from '../testing/create-scripted-manager.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { sampleSession } from '../testing/sample-states.ts';
import { UploadFormField, type UploadFormFieldProps } from './upload-form-field.tsx';

const uploading: UploadState = { status: 'uploading', session: sampleSession, storedParts: [], wait: null };
const waitingForFile: UploadState = {
  status: 'needs-file',
  need: 'file',
  error: null,
  session: sampleSession,
  storedParts: [],
};
const failed: UploadState = {
  status: 'failed',
  error: new UploadError('network', 'x'),
  session: null,
  storedParts: [],
};

function AlbumForm(field: Partial<UploadFormFieldProps>) {
  const [sent, setSent] = useState<string | null>(null);
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setSent(JSON.stringify([...new FormData(event.currentTarget)]));
  }
  return (
    <form aria-label="album" onSubmit={send}>
      <UploadFormField name="photos" {...field} />
      <button type="submit">Send</button>
      <button type="reset">Empty</button>
      <output>{sent}</output>
    </form>
  );
}

const form = () => screen.getByRole<HTMLFormElement>('form', { name: 'album' });
const message = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Uploads' }).validationMessage;
const send = () => userEvent.click(screen.getByRole('button', { name: 'Send' }));

describe('uploads as a field of a form', () => {
  it('send the id of each file that has arrived, in the order of the list', async () => {
    const { scripted } = renderUploads(<AlbumForm required />);
    await act(async () => {
      const [a, b] = ['a.png', 'b.png'].map((name) => scripted.put({ name, state: uploading }));
      scripted.move(b ?? '', completedState('b.png'));
      scripted.move(a ?? '', completedState('a.png'));
    });

    await send();

    expect(document.querySelector('output')?.textContent).toBe(
      JSON.stringify([
        ['photos', 'file-a.png'],
        ['photos', 'file-b.png'],
      ]),
    );
  });

  it('send what the host makes of a file', async () => {
    const { scripted } = renderUploads(<AlbumForm toValue={({ url }) => url} />);
    await act(async () => scripted.put({ name: 'a.png', state: completedState('a.png') }));

    expect(new FormData(form()).getAll('photos')).toEqual(['/api/files/file-a.png/content']);
  });

  it('keep the form from being sent while one is on its way, and say how many', async () => {
    const { scripted } = renderUploads(<AlbumForm />);
    const ids = await act(async () =>
      ['a.png', 'b.png'].map((name) => scripted.put({ name, state: uploading })),
    );

    await send();
    const early = [message(), document.querySelector('output')?.textContent];
    await act(async () => {
      for (const id of ids) scripted.move(id, completedState(id));
    });
    await send();

    expect(early).toEqual(['Wait until 2 files are uploaded.', '']);
    expect(message()).toBe('');
    expect(document.querySelector('output')?.textContent).toContain('photos');
  });

  it('do not tell anybody to wait for one that itself waits for its file', async () => {
    const { scripted } = renderUploads(<AlbumForm />);

    await act(async () => {
      scripted.put({ name: 'a.png', state: uploading });
      scripted.put({ name: 'b.png', state: waitingForFile });
    });

    expect(message()).toBe('1 upload waits for its file');
  });

  it('keep the form from being sent while one has failed, until it is removed', async () => {
    const { scripted } = renderUploads(<AlbumForm />);
    const id = await act(async () => scripted.put({ name: 'a.png', state: failed }));
    const before = [message(), form().checkValidity()];

    await act(async () => scripted.manager.remove(id));

    expect(before).toEqual(['1 file was not uploaded. Try again, or remove it.', false]);
    expect(form().checkValidity()).toBe(true);
  });

  it('are asked for only where they are required, and a cancelled one does not count', async () => {
    const { scripted } = renderUploads(<AlbumForm required />);

    await act(async () => scripted.put({ name: 'a.png', state: { status: 'cancelled' } }));

    expect(message()).toBe('Add a file first.');
    expect(form().checkValidity()).toBe(false);
  });

  it('leave the list when the form is reset, and stay when somebody calls that off', async () => {
    const { scripted } = renderUploads(<AlbumForm />);
    await act(async () => scripted.put({ name: 'a.png', state: uploading }));
    const keep = (event: Event) => event.preventDefault();

    form().addEventListener('reset', keep);
    await userEvent.click(screen.getByRole('button', { name: 'Empty' }));
    const kept = scripted.manager.list.getState().ids.length;
    form().removeEventListener('reset', keep);
    await userEvent.click(screen.getByRole('button', { name: 'Empty' }));

    expect([kept, scripted.manager.list.getState().ids.length]).toEqual([1, 0]);
  });
});

describe('uploads in a form library', () => {
  function Values() {
    const files = useUploadedFiles();
    const problem = useFormProblem({ required: true });
    return <p>{problem ?? files.map((file) => file.file_name).join(', ')}</p>;
  }

  it('are a value and a problem that hooks give', async () => {
    const { scripted } = renderUploads(<Values />);
    const empty = document.querySelector('p')?.textContent;

    await act(async () => scripted.put({ name: 'a.png', state: completedState('a.png') }));

    expect([empty, document.querySelector('p')?.textContent]).toEqual(['Add a file first.', 'a.png']);
  });
});
