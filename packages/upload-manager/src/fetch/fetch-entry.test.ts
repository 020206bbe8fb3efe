import { describe, expect, it, vi } from 'vitest';
import * as entry from '../index.ts';
import * as fetchEntry from './index.ts';

/** The modules as a page has them that was loaded just now. */
async function openPage() {
  vi.resetModules();
  return { entry: await import('../index.ts'), fetchEntry: await import('./index.ts') };
}

it('the entry without ky has everything that the other has', () => {
  expect(Object.keys(fetchEntry).sort()).toEqual(Object.keys(entry).sort());
  expect(fetchEntry.createUploadManager).not.toBe(entry.createUploadManager);
});

describe('the one engine of a page', () => {
  it('is the same, whichever entry is asked for it', async () => {
    const page = await openPage();
    const manager = page.fetchEntry.getUploadManager({ storageNamespace: 'only' });

    expect(page.entry.getUploadManager()).toBe(manager);
  });

  it('is given to who asks with the same options, as a module does that is loaded anew while it is worked on', async () => {
    const { getUploadManager } = (await openPage()).entry;
    const load = () =>
      getUploadManager<{ caption: string }>({ rules: { accept: ['image/*'] }, headers: () => ({}) });
    const manager = load();

    expect(load()).toBe(manager);
  });

  it('is refused to who asks for other options than it has, and the option is named', async () => {
    const { getUploadManager } = (await openPage()).entry;
    const manager = getUploadManager({ baseUrl: '/uploads', rules: { maxFiles: 2 } });

    expect(() => getUploadManager({ baseUrl: '/uploads', rules: { maxFiles: 3 } })).toThrow(
      new TypeError('The page has an upload manager with other rules; load it anew'),
    );
    expect(() => getUploadManager({ checksums: false })).toThrow('manager with other checksums');
    expect(() => getUploadManager({ headers: () => ({}) })).toThrow('manager with other headers');
    expect(getUploadManager()).toBe(manager);
  });
});
