import type { UploadManager } from '@holdfast/upload-manager';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { randomFile, startBackendAndPages } from './support/backend-and-page.ts';

const icon = { type: 'walkthrough_icon', id: 'w-1' };
const media = { type: 'step_media', id: 's/1 ä' };

let stop: () => Promise<void>;
let page: UploadManager;
beforeEach(async () => {
  const ground = await startBackendAndPages();
  stop = ground.stop;
  page = ground.openPage();
});
afterEach(() => stop());

const upload = (name: string, sizeBytes: number, reference = icon) =>
  page.upload(randomFile(name, sizeBytes), { referenceType: reference.type, referenceId: reference.id });

it('R-A10 the history of uploads is read page by page, and filtered by name and status', async () => {
  const first = await upload('first.txt', 10);
  await upload('second.txt', 20);
  await page.deleteFile(first.file_id);

  const newest = await page.listHistory({ limit: 1 });
  const rest = await page.listHistory({ limit: 1, cursor: newest.next_cursor ?? '' });
  const deleted = await page.listHistory({ fileName: 'FIRST', status: 'deleted' });
  const before = await page.listHistory({ to: first.created_at });

  expect([...newest.items, ...rest.items].map((entry) => `${entry.file_name} ${entry.status}`)).toEqual([
    'second.txt active',
    'first.txt deleted',
  ]);
  expect([deleted.total, deleted.items[0]?.file_id]).toEqual([1, first.file_id]);
  expect(before.total).toBe(0);
});

it('R-A10 files are found by what they are for, and what fills the workspace is counted', async () => {
  await upload('a.txt', 10);
  await upload('b.txt', 20, media);

  const references = await page.listReferences();
  const ofMedia = await page.listReferences({ type: media.type });
  const files = await page.listReferencedFiles(media);
  const usage = await page.getUsage('reference_type');

  expect(references.items.map(({ reference_id, bytes }) => `${reference_id} ${bytes}`)).toEqual([
    's/1 ä 20',
    'w-1 10',
  ]);
  expect(ofMedia.items).toHaveLength(1);
  expect([files.total, files.items[0]?.file_name]).toEqual([1, 'b.txt']);
  expect(usage.items).toEqual([
    { key: 'step_media', files: 1, bytes: 20 },
    { key: 'walkthrough_icon', files: 1, bytes: 10 },
  ]);
});

it('R-A10 deleting a reference takes its files along, and the page is told', async () => {
  await upload('a.txt', 10);
  await upload('b.txt', 20);
  const told: unknown[] = [];
  page.on('referenceDeleted', (event) => told.push(event));

  const result = await page.deleteReference(icon);

  expect(result).toEqual({ deleted_files: 2 });
  expect(told).toEqual([{ reference: icon, deletedFiles: 2 }]);
  expect((await page.listFiles()).items).toEqual([]);
});

it('R-A10 a change of plan is answered with the new quota, and the page is told', async () => {
  const told: unknown[] = [];
  page.on('planChanged', ({ quota }) => told.push(quota));

  const quota = await page.changePlan('pro');

  expect(quota.plan).toBe('pro');
  expect(told).toEqual([quota]);
  await expect(page.changePlan('none')).rejects.toMatchObject({ code: 'invalid_request' });
});
