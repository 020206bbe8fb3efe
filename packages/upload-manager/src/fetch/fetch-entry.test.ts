import { expect, it } from 'vitest';
import * as entry from '../index.ts';
import * as fetchEntry from './index.ts';

it('the entry without ky has everything that the other has', () => {
  expect(Object.keys(fetchEntry).sort()).toEqual(Object.keys(entry).sort());
  expect(fetchEntry.createUploadManager).not.toBe(entry.createUploadManager);
});

it('the page has one engine, whichever entry is asked for it', () => {
  const manager = fetchEntry.getUploadManager({ storageNamespace: 'only' });

  expect(entry.getUploadManager()).toBe(manager);
  expect(() => entry.getUploadManager({})).toThrow('exists already');
  manager.destroy();
});
