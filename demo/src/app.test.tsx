import { createFakeFile, createTestUploadManager } from '@holdfast/upload-manager/testing';
import { act, cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from './app.tsx';
import { LanguageProvider } from './language-provider.tsx';
import { parseSettings } from './settings.ts';
import { en } from './texts/en.ts';

const mebibyte = 1024 * 1024;

beforeEach(() => {
  // jsdom has no media queries: a system that prefers light.
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  window.history.replaceState(null, '', '/?parallelism=2');
  localStorage.clear();
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open() {
  const test = createTestUploadManager();
  render(
    <LanguageProvider manager={test.manager} initial={en}>
      <App parsed={parseSettings(new URLSearchParams(window.location.search))} />
    </LanguageProvider>,
  );
  return test;
}

describe('the demo', () => {
  it('shows the percent of everything in the tab while it uploads, and only then', async () => {
    const { manager, backend, clock } = open();
    const held = backend.holdBytes();
    const before = document.title;

    await act(async () => {
      manager.add([createFakeFile({ name: 'film.mp4', sizeBytes: 60 * mebibyte })]);
      await clock.advance(1000);
      held[0]?.progress(6 * mebibyte);
      await clock.advance(1000);
    });
    const during = document.title;
    await act(async () => {
      backend.releaseBytes();
      await clock.advance(10_000);
    });

    expect([before, during, document.title]).toEqual([
      'Upload · Holdfast',
      '10% · Upload · Holdfast',
      'Upload · Holdfast',
    ]);
  });

  it('goes from page to page without loading, keeps the switches in the URL, and starts at the heading', async () => {
    open();

    await userEvent.click(screen.getByRole('link', { name: 'Files' }));

    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Your files' }));
    expect(window.location.pathname + window.location.search).toBe('/files?parallelism=2');
    expect(screen.getByRole('link', { name: 'Files' }).getAttribute('aria-current')).toBe('page');
    expect(document.title).toBe('Files · Holdfast');
  });

  it('follows the back button', async () => {
    open();
    await userEvent.click(screen.getByRole('link', { name: 'Files' }));

    act(() => {
      window.history.replaceState(null, '', '/');
      window.dispatchEvent(new PopStateEvent('popstate'));
    });

    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Upload files');
  });

  it('switches between light and dark and remembers the choice', async () => {
    open();
    const toggle = screen.getByRole('button', { name: 'Dark theme' });

    await userEvent.click(toggle);

    expect(toggle.getAttribute('aria-pressed')).toBe('true');
    expect(document.documentElement.dataset.theme).toBe('dark');
    expect(localStorage.getItem('holdfast-demo-theme')).toBe('dark');
  });

  it('R-E4 shows the switches of the URL in the settings', () => {
    open();

    expect(screen.getByLabelText<HTMLInputElement>('Parts sent at once').value).toBe('2');
    expect(screen.getByLabelText<HTMLSelectElement>('Checksums').value).toBe('on');
  });

  it.each([
    ['de', 'Deutsch', 'ltr', 'Dateien hochladen', 'Dateien oder Ordner hier ablegen', 'Speicher'],
    [
      'fr',
      'Français',
      'ltr',
      'Envoyer des fichiers',
      'Déposez des fichiers ou des dossiers ici',
      'Espace de stockage',
    ],
    ['es', 'Español', 'ltr', 'Subir archivos', 'Suelta aquí archivos o carpetas', 'Almacenamiento'],
    ['ja', '日本語', 'ltr', 'ファイルをアップロード', 'ここにファイルやフォルダーをドロップ', 'ストレージ'],
    ['ar', 'العربية', 'rtl', 'رفع الملفات', 'أفلت الملفات أو المجلدات هنا', 'التخزين'],
  ])(
    'R-E6 says everything in %s when it is chosen, and leaves nothing in English',
    async (tag, name, dir, title, drop, storage) => {
      const { manager } = open();
      act(() => void manager.add([createFakeFile({ name: 'film.mp4', sizeBytes: 60 * mebibyte })]));

      await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Language' }), name);
      await screen.findByRole('heading', { level: 1, name: title });

      expect(screen.getByRole('group', { name: drop })).toBeTruthy();
      expect(screen.getByRole('heading', { level: 2, name: storage })).toBeTruthy();
      expect([document.documentElement.lang, document.documentElement.dir]).toEqual([tag, dir]);
      expect(window.location.search).toBe(`?parallelism=2&lang=${tag}`);
      const english = new Set(Object.values(en.messages).filter((message) => typeof message === 'string'));
      const sameInBoth = new Set(['Pages', 'Plan']);
      const shown = [
        ...document.querySelectorAll('a, button, h1, h2, label span, option, p, strong, summary, title'),
      ];
      const said = shown.flatMap((element) => [
        element.textContent,
        element.getAttribute('aria-label') ?? '',
      ]);
      expect(said.length).toBeGreaterThan(40);
      expect(said.filter((text) => english.has(text) && !sameInBoth.has(text))).toEqual([]);
    },
  );

  it('R-E4 says in the language of the page what it did not understand in the URL', async () => {
    window.history.replaceState(null, '', '/?parallelism=many');
    open();

    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Language' }), 'Deutsch');

    expect(
      await screen.findByText('parallelism ist eine ganze Zahl von 1 bis 64, nicht „many“'),
    ).toBeTruthy();
  });
});
