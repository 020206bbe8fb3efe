import { act, cleanup, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { QuotaCard } from '../blocks/account/quota-card.tsx';
import { UploadPanel } from '../blocks/upload-panel.tsx';
import { UploadFormField } from '../parts/upload-form-field.tsx';
import { createScriptedManager, type ScriptedManager } from '../testing/create-scripted-manager.ts';
import { UploadManagerProvider } from './upload-manager-provider.tsx';

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const page = ({ manager }: ScriptedManager) => (
  <StrictMode>
    <UploadManagerProvider manager={manager}>
      <form>
        <UploadPanel selectable reorderable />
        <UploadFormField name="files" required />
        <QuotaCard />
      </form>
    </UploadManagerProvider>
  </StrictMode>
);

/** What the server sends, and the same page taken over by the browser. */
async function hydrate(scripted: ScriptedManager) {
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
  const container = document.createElement('div');
  container.innerHTML = renderToString(page(createScriptedManager()));
  document.body.append(container);
  // React 18 warns of layout effects on a server, and here there is a document while it renders: not so on a real one.
  complaints.mockClear();
  const errors: unknown[] = [];
  const root = await act(async () =>
    hydrateRoot(container, page(scripted), { onRecoverableError: (error) => errors.push(error) }),
  );
  return { complaints, errors, leave: () => act(async () => root.unmount()) };
}

describe('a page that was rendered on a server', () => {
  it('is taken over without a difference, and works', async () => {
    const scripted = createScriptedManager();
    const { complaints, errors, leave } = await hydrate(scripted);

    await act(async () => void scripted.manager.add([new File(['x'], 'a.txt')]));

    expect(screen.getByRole('listitem', { name: 'a.txt' })).toBeTruthy();
    expect(errors).toEqual([]);
    expect(complaints.mock.calls).toEqual([]);
    await leave();
  });

  it('is taken over without a difference when uploads were there first, and shows them', async () => {
    const scripted = createScriptedManager();
    scripted.put({ name: 'early.txt' });
    const { complaints, errors, leave } = await hydrate(scripted);

    expect(screen.getByRole('listitem', { name: 'early.txt' })).toBeTruthy();
    expect(errors).toEqual([]);
    expect(complaints.mock.calls).toEqual([]);
    await leave();
  });
});
