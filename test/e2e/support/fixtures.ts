import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type BackendProcess, startBackend } from './backend-process.ts';
import { type RandomFile, type RandomFileOptions, writeRandomFile } from './random-file.ts';
import { createStoredFiles, type StoredFiles } from './stored-files.ts';
import { recordTraffic, type Traffic } from './traffic.ts';
import { createUploadPage, type UploadPage } from './upload-page.ts';

interface Options {
  /** Settings of the backend beside the usual ones. */
  backendEnvironment: Readonly<Record<string, string>>;
  /** Whether requests may fail in this test; the browser reports each on the console. */
  expectsFailedRequests: boolean;
}

interface Fixtures {
  backend: BackendProcess;
  /** A folder for this test's files. */
  folder: string;
  makeFile: (name: string, options: RandomFileOptions) => Promise<RandomFile>;
  uploads: UploadPage;
  traffic: Traffic;
  stored: StoredFiles;
  /** Fails the test for anything the page complains about. */
  quietConsole: undefined;
}

/** A browser, a real backend process of its own, and files on disk. */
export const test = base.extend<Options & Fixtures>({
  backendEnvironment: [{}, { option: true }],
  expectsFailedRequests: [false, { option: true }],
  backend: async ({ backendEnvironment }, use, testInfo) => {
    const backend = await startBackend(backendEnvironment);
    await use(backend);
    await backend.dispose();
    await testInfo.attach('backend', { body: backend.output() });
  },
  // Playwright reads the dependencies from the pattern; an empty one means none.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-files-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  makeFile: async ({ folder }, use) => {
    await use((name, options) => writeRandomFile(join(folder, name), options));
  },
  traffic: async ({ page }, use) => use(recordTraffic(page)),
  uploads: async ({ page, backend }, use) => use(createUploadPage(page, backend.url)),
  stored: async ({ context, backend }, use) => use(createStoredFiles(context, backend.url)),
  quietConsole: [
    // Named so that they outlive this check: a page whose server is gone complains.
    async ({ page, expectsFailedRequests, backend: _backend, folder: _folder }, use) => {
      const complaints = recordComplaints(page, expectsFailedRequests);
      await use(undefined);
      expect(complaints, 'the page reported errors').toEqual([]);
    },
    { auto: true },
  ],
});

/** What Chromium says of a request that failed, and of a refusal that the page may not read. */
const failedRequest = /^Failed to load resource|has been blocked by CORS policy/;

function recordComplaints(page: Page, expectsFailedRequests: boolean): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (expectsFailedRequests && failedRequest.test(message.text())) return;
    complaints.push(message.text());
  });
  return complaints;
}

export { expect };
