import { afterEach } from 'vitest';
import { mebibyte } from '../contract/index.ts';
import type { Ports } from '../ports/ports.ts';
import type { UploadManager } from '../upload-manager.ts';
import {
  createTestBrowser,
  createTestUploadManager,
  type TestBrowser,
  type TestUploadManager,
} from './create-test-upload-manager.ts';
import { createFakeFile } from './fake-file.ts';
import { recordEnds } from './record-ends.ts';

type TestOptions = Parameters<typeof createTestUploadManager>[0];

export interface StartedEngine extends TestUploadManager {
  /** How each upload ended, in order. */
  readonly ends: readonly string[];
  /** How often a route was called. */
  count(route: string): number;
  stateOf(id: string | undefined): ReturnType<typeof stateOf>;
}

/** Engines for the tests of a file; each is destroyed after its test. */
export function createEngineFixture() {
  const open: UploadManager[] = [];
  afterEach(() => {
    for (const manager of open.splice(0)) manager.destroy();
  });

  /** A page in a browser of its own. */
  function start(options?: TestOptions): StartedEngine {
    const test = createTestUploadManager(options);
    return { ...test, ...watch(test.manager), count: counter(test) };
  }

  /** One more page of a browser. */
  function openPage(browser: TestBrowser, options?: TestOptions, ports?: Partial<Ports>) {
    const manager = browser.openPage(options, ports);
    return { ...browser, manager, ...watch(manager), count: counter(browser) };
  }

  function watch(manager: UploadManager) {
    open.push(manager);
    return { ends: recordEnds(manager), stateOf: (id: string | undefined) => stateOf(manager, id) };
  }

  return { openPage, start };
}

function stateOf(manager: UploadManager, id = '') {
  return manager.getUpload(id)?.getState().state;
}

function counter({ backend }: TestBrowser) {
  return (route: string) => backend.calls.filter((call) => call === route).length;
}

/** The one upload of a page. */
export function only(manager: UploadManager) {
  const { ids } = manager.list.getState();
  const upload = manager.getUpload(ids[0] ?? '')?.getState();
  if (ids.length !== 1 || upload === undefined) throw new Error(`The page has ${ids.length} uploads`);
  return upload;
}

/** Six parts of 10 MiB. */
export function film(name = 'film.mp4'): File {
  return createFakeFile({ name, sizeBytes: 60 * mebibyte, content: name, type: 'video/mp4' });
}

/** A small file, which is sent whole. */
export function note(name = 'note.txt'): File {
  return createFakeFile({ name, sizeBytes: 10_240, content: name, type: 'text/plain' });
}

export interface InterruptOptions {
  readonly handle?: FileSystemFileHandle;
  readonly files?: readonly File[];
}

/** A browser whose page was closed in the middle: of each file the first part is stored. */
export async function interruptedBrowser({
  handle,
  files = [film()],
}: InterruptOptions = {}): Promise<TestBrowser> {
  const browser = createTestBrowser();
  const before = browser.openPage({ parallelism: 2 });
  const parts = browser.backend.holdBytes();
  before.add(files.map((file) => (handle === undefined ? file : { file, handle })));
  await browser.clock.advance(1000);
  for (const part of [...parts].filter(({ partNumber }) => partNumber === 1)) part.accept();
  await browser.clock.advance(0);
  before.destroy();
  browser.backend.releaseBytes();
  await browser.clock.advance(0);
  return browser;
}
