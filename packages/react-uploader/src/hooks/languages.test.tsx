import { type Catalogue, languageNames } from '@holdfast/upload-manager/messages';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { type ComponentProps, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { FilesTable } from '../blocks/account/files-table.tsx';
import { QuotaCard } from '../blocks/account/quota-card.tsx';
import { UploadPanel } from '../blocks/upload-panel.tsx';
import { createScriptedManager } from '../testing/create-scripted-manager.ts';
import { enact } from '../testing/enact.ts';
import { sampleFile } from '../testing/sample-states.ts';
import { account } from '../texts/account/en.ts';
import { loadTexts } from '../texts/load-texts.ts';
import { uploadTexts } from '../texts/upload-texts.ts';
import { ar } from '../texts/whole/ar.ts';
import { de } from '../texts/whole/de.ts';
import { en, type UploaderWords } from '../texts/whole/en.ts';
import { UploadManagerProvider } from './upload-manager-provider.tsx';

afterEach(cleanup);

type ProviderProps = Omit<ComponentProps<typeof UploadManagerProvider>, 'manager'>;

function renderBlocks(props: ProviderProps, scripted = createScriptedManager()) {
  scripted.setFiles([sampleFile('a.pdf')]);
  const page = (current: ProviderProps) => (
    <StrictMode>
      <UploadManagerProvider manager={scripted.manager} {...current}>
        <UploadPanel />
        <QuotaCard />
        <FilesTable />
      </UploadManagerProvider>
    </StrictMode>
  );
  const { rerender, container } = render(page(props));
  return { scripted, container, change: (next: ProviderProps) => rerender(page(next)) };
}

describe('R-E6 the language of the components', () => {
  // The first of this file: what was fetched once is there at once.
  it('is English at once, and the nearest there is for a region', async () => {
    renderBlocks({ locale: 'de-AT' });
    const before = screen.getByText('Drop files or folders here').isConnected;

    await screen.findByText('Dateien oder Ordner hier ablegen');

    expect(before).toBe(true);
    expect(screen.queryByText('Drop files or folders here')).toBeNull();
  });

  it.each(Object.keys(languageNames))(
    'is fetched for %s and is everywhere, plurals and numbers included',
    async (tag) => {
      const { messages } = await loadTexts(tag);
      const english = new Set(Object.values(en.messages).filter((message) => typeof message === 'string'));
      const { container, scripted } = renderBlocks({ locale: tag });
      await screen.findByRole('heading', { name: String(messages.storage) });
      await screen.findByRole('table', { name: String(messages.files) });

      enact(() => scripted.put({ name: 'film.mp4' }));

      expect(screen.getByRole('list', { name: String(messages.uploads) })).toBeTruthy();
      const shown = [...container.querySelectorAll('button, p, strong, h2, th')].map(
        (element) => element.textContent,
      );
      expect(shown.length).toBeGreaterThan(15);
      if (tag === 'en') return;
      const same = new Set(['Name', 'Type', 'Actions', 'Uploads']);
      expect(shown.filter((text) => english.has(text) && !same.has(text))).toEqual([]);
    },
  );

  it('stays English for a language that nobody speaks here', async () => {
    renderBlocks({ locale: 'tlh' });

    await act(async () => {});

    expect(screen.getByText('Drop files or folders here')).toBeTruthy();
  });

  it('follows the last of two choices in a row', async () => {
    const { change } = renderBlocks({ locale: 'fr' });

    change({ locale: 'ja' });
    await screen.findByText('ここにファイルやフォルダーをドロップ');
    await act(async () => {});

    expect(screen.queryByText(/Déposez/)).toBeNull();
  });

  it('is there at once when its catalogue is, on a server too', () => {
    const { manager } = createScriptedManager();

    const html = renderToString(
      <UploadManagerProvider manager={manager} catalogue={de}>
        <UploadPanel />
      </UploadManagerProvider>,
    );

    expect(html).toContain('Dateien oder Ordner hier ablegen');
    expect(html).toContain('lang="de" dir="ltr"');
  });

  it('can be one that does not come with the package', async () => {
    const dutch: Catalogue<UploaderWords> = {
      language: 'nl',
      messages: { ...en.messages, dropHere: 'Sleep bestanden of mappen hierheen' },
    };
    const { container } = renderBlocks({ catalogue: dutch });

    expect(screen.getByText('Sleep bestanden of mappen hierheen')).toBeTruthy();
    expect(container.querySelector('[data-upload-part="panel"]')?.getAttribute('lang')).toBe('nl');
    await screen.findByText(/3 GB/);
  });

  it('lets single messages be said differently, the sentences for errors too', async () => {
    const scripted = createScriptedManager();
    renderBlocks({ texts: { dropHere: 'Feed me', statusQueued: 'Soon' } }, scripted);

    enact(() => scripted.put({ name: 'film.mp4' }));

    expect(screen.getByText('Feed me')).toBeTruthy();
    expect(within(screen.getByRole('listitem', { name: 'film.mp4' })).getByText('Soon')).toBeTruthy();
    await screen.findByRole('table');
  });
});

describe('the words of an uploader', () => {
  it('are apart from those for storage, plans, files and history, which come with the parts that say them', () => {
    const ofUploads = new Set(Object.keys(uploadTexts.english.messages));

    const both = Object.keys(account).filter((key) => ofUploads.has(key));

    expect(both).toEqual([]);
    expect(Object.keys(en.messages).length).toBe(ofUploads.size + Object.keys(account).length);
  });

  it('R-E6 may be said differently together with words of parts that are not on the page', () => {
    const { manager } = createScriptedManager();

    render(
      <UploadManagerProvider manager={manager} texts={{ dropHere: 'Feed me', storage: 'Cellar' }}>
        <UploadPanel />
      </UploadManagerProvider>,
    );

    expect(screen.getByText('Feed me')).toBeTruthy();
  });

  it('R-E6 of both kinds may be said differently on one page', async () => {
    renderBlocks({ texts: { dropHere: 'Feed me', storage: 'Cellar' } });

    expect(await screen.findByRole('heading', { name: 'Cellar' })).toBeTruthy();
    expect(screen.getByText('Feed me')).toBeTruthy();
  });
});

describe('R-F10 right to left', () => {
  it('is set on every block of an Arabic page, whatever the page around it does', async () => {
    const { container, scripted } = renderBlocks({ catalogue: ar });
    await screen.findByRole('table');
    enact(() => scripted.put({ name: 'film.mp4' }));

    const blocks = ['panel', 'quota-card', 'files', 'summary', 'item'].map((part) =>
      container.querySelector<HTMLElement>(`[data-upload-part="${part}"]`),
    );

    expect(blocks.map((block) => block?.dir)).toEqual(['rtl', 'rtl', 'rtl', 'rtl', 'rtl']);
    expect(blocks.map((block) => block?.lang)).toEqual(['ar', 'ar', 'ar', 'ar', 'ar']);
  });

  it('keeps a Latin file name in one piece inside an Arabic label', async () => {
    const { scripted } = renderBlocks({ catalogue: ar });
    await screen.findByRole('table');

    enact(() => scripted.put({ name: 'film (1).mp4' }));

    expect(screen.getByRole('button', { name: 'إيقاف \u2068film (1).mp4\u2069 مؤقتًا' })).toBeTruthy();
  });

  it('shows a name that plays with the direction of writing as it is', async () => {
    const { scripted } = renderBlocks({});
    await screen.findByRole('table');

    enact(() => scripted.put({ name: 'photo\u202Egnp.exe' }));

    const row = screen.getByRole('listitem', { name: 'photo\uFFFDgnp.exe' });
    expect(row.textContent).not.toContain('\u202E');
    expect(within(row).getByText('photo\uFFFDgnp.exe').dir).toBe('auto');
    await waitFor(() =>
      expect(within(row).getByRole('button', { name: 'Pause photo\uFFFDgnp.exe' })).toBeTruthy(),
    );
  });
});
