import { UploadManagerProvider } from '@holdfast/react-uploader';
import { createFakeFile, createTestUploadManager } from '@holdfast/upload-manager/testing';
import { act, cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from './app.tsx';
import { parseSettings } from './settings.ts';

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
    <UploadManagerProvider manager={test.manager}>
      <App parsed={parseSettings(new URLSearchParams(window.location.search))} />
    </UploadManagerProvider>,
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
});
