import type { UploadManager } from '@holdfast/upload-manager';
import { createFakeFile, createTestBrowser, type TestBrowser } from '@holdfast/upload-manager/testing';
import { act, cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { UploadManagerProvider } from '../hooks/upload-manager-provider.tsx';
import { UploadPanel } from './upload-panel.tsx';

const mebibyte = 1024 * 1024;
const film = (content = 'film') => createFakeFile({ name: 'film.mp4', sizeBytes: 60 * mebibyte, content });
const openManagers: UploadManager[] = [];

afterEach(() => {
  cleanup();
  for (const manager of openManagers.splice(0)) manager.destroy();
  vi.unstubAllGlobals();
});

/** A page over the browser in memory, as a reload opens it. */
function openPage(browser: TestBrowser): UploadManager {
  const manager = browser.openPage();
  openManagers.push(manager);
  render(
    <StrictMode>
      <UploadManagerProvider manager={manager}>
        <UploadPanel />
      </UploadManagerProvider>
    </StrictMode>,
  );
  return manager;
}

const row = () => screen.getByRole('listitem', { name: 'film.mp4' });
const pass = (browser: TestBrowser) => act(() => browser.clock.advance(10_000));

function inputOf(element: Element | null): HTMLInputElement {
  const input = element?.querySelector('input[type="file"]');
  if (!(input instanceof HTMLInputElement)) throw new Error('There is no file input');
  return input;
}

function stubNetwork() {
  const touched: string[] = [];
  vi.stubGlobal('fetch', () => touched.push('fetch'));
  vi.stubGlobal('XMLHttpRequest', function XMLHttpRequest() {
    touched.push('XMLHttpRequest');
  });
  return touched;
}

describe('the panel over the real engine', () => {
  it('R-E2 C49 uploads what is chosen once, in StrictMode too, and the components never touch the network', async () => {
    const touched = stubNetwork();
    const browser = createTestBrowser();
    openPage(browser);

    await userEvent.upload(inputOf(screen.getByRole('group')), film());
    await pass(browser);

    expect(within(row()).getByText('Uploaded')).toBeTruthy();
    expect([...browser.backend.sessions.values()].map(({ status }) => status)).toEqual(['completed']);
    expect([...browser.backend.bytesSent.values()]).toEqual([1, 1, 1, 1, 1, 1]);
    expect(touched).toEqual([]);
  });

  it('R-F1 asks for the file after a reload, refuses another one, and goes on with the right one', async () => {
    const browser = createTestBrowser();
    const before = openPage(browser);
    browser.backend.holdBytes();
    await userEvent.upload(inputOf(screen.getByRole('group')), film());
    await pass(browser);
    cleanup();
    before.destroy();
    browser.backend.releaseBytes();

    const after = openPage(browser);
    await act(() => after.restore());
    await pass(browser);
    const asked = row().dataset.status;
    await userEvent.upload(inputOf(row()), createFakeFile({ name: 'other.mp4', sizeBytes: 5 }));
    await pass(browser);
    const refusal = within(row()).getByText(/This is not the same file as before/);
    const refused = refusal.isConnected;
    await userEvent.upload(inputOf(row()), film());
    await pass(browser);

    expect([asked, refused]).toEqual(['needs-file', true]);
    expect(within(row()).getByText('Uploaded')).toBeTruthy();
    expect(screen.getAllByRole('listitem')).toEqual([row()]);
  });

  it('R-E6 shows what the server refuses as a sentence, and tries again when told to', async () => {
    const browser = createTestBrowser();
    openPage(browser);
    browser.backend.refuse('film.mp4', {
      code: 'file_too_large',
      details: { max_file_bytes: 2_000_000_000 },
    });

    await userEvent.upload(inputOf(screen.getByRole('group')), film());
    await pass(browser);
    const refused = within(row()).getByText(/your plan allows up to 2 GB per file/).dataset.error;
    await userEvent.click(within(row()).getByRole('button', { name: 'Try again film.mp4' }));
    await pass(browser);

    expect(refused).toBe('file_too_large');
    expect(within(row()).getByText('Uploaded')).toBeTruthy();
  });
});
