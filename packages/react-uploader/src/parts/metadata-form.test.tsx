import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { FormEvent } from 'react';
import { createPortal } from 'react-dom';
import { expect, it, vi } from 'vitest';
import { createScriptedManager } from '../testing/create-scripted-manager.ts';
import { renderUploads } from '../testing/render-uploads.tsx';
import { MetadataField } from './metadata-field.tsx';
import { MetadataForm } from './metadata-form.tsx';

it('saves what was entered, and does not send the form it is shown on top of (R-C14)', async () => {
  const sent = vi.fn((event: FormEvent) => event.preventDefault());
  const scripted = createScriptedManager();
  const ids = [scripted.put({ name: 'a.jpg', metadata: { title: 'A' } })];
  // As the dialogs of design systems do it: elsewhere on the page, and React still counts it as inside.
  const dialog = createPortal(
    <MetadataForm ids={ids}>
      <MetadataField name="title" label="Title" />
      <button type="submit">Save</button>
    </MetadataForm>,
    document.body,
  );
  renderUploads(<form onSubmit={sent}>{dialog}</form>, scripted);

  await userEvent.type(screen.getByLabelText('Title'), 'B{Enter}');

  await waitFor(() => expect(scripted.edits).toEqual([{ id: ids[0], patch: { title: 'AB' } }]));
  expect(sent).not.toHaveBeenCalled();
});

const form = (ids: readonly string[]) => (
  <MetadataForm ids={ids}>
    <MetadataField name="title" label="Title" />
    <button type="submit">Save</button>
  </MetadataForm>
);
const title = () => screen.getByLabelText<HTMLInputElement>('Title');

it('never gives to one upload what was entered for another', async () => {
  const scripted = createScriptedManager();
  const ids = ['a.jpg', 'b.jpg'].map((name) => [scripted.put({ name, metadata: { title: name } })]);
  const { rerender } = renderUploads(form(ids[0] ?? []), scripted);
  await userEvent.type(title(), ' by the sea');

  rerender(form(ids[1] ?? []));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));

  expect(title().value).toBe('b.jpg');
  expect(scripted.edits.flatMap(({ patch }) => Object.keys(patch))).toEqual([]);
});

it('keeps what was entered when the same ids come in another array', async () => {
  const scripted = createScriptedManager();
  const id = scripted.put({ name: 'a.jpg' });
  const { rerender } = renderUploads(form([id]), scripted);
  await userEvent.type(title(), 'By the sea');

  rerender(form([id]));

  expect(title().value).toBe('By the sea');
});
