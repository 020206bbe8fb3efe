import { UploadError } from '@holdfast/upload-manager';
import { FilesBrowser } from '../src/blocks/account/files-browser.tsx';
import { FilesTable } from '../src/blocks/account/files-table.tsx';
import { HistoryTable } from '../src/blocks/account/history-table.tsx';
import type { ScriptedManager } from '../src/testing/create-scripted-manager.ts';
import { sampleEntry, sampleFile } from '../src/testing/sample-states.ts';
import { fill, find, press } from './act.ts';
import { type Scene, stopAnswers } from './scene.ts';

const broken = new UploadError('internal_error', 'The server is broken');
const icon = { reference_type: 'walkthrough_icon', reference_id: 'w-1' };
const media = { reference_type: 'step_media', reference_id: 'step-7' };
const longName = 'a-name-that-is-so-long-that-it-cannot-be-shown-in-full-anywhere-at-all.pdf';

const files = [
  sampleFile('harbour-at-dawn.mp4', { size_bytes: 734_003_200, mime_type: 'video/mp4', ...media }),
  sampleFile(longName, { size_bytes: 81_920, mime_type: 'application/pdf', ...media }),
  sampleFile('صورة العائلة.jpg', {
    size_bytes: 2_100_000,
    mime_type: 'image/jpeg',
    processing_status: 'processing',
  }),
  sampleFile('icon.png', { size_bytes: 2048, mime_type: 'image/png', processing_status: 'queued', ...icon }),
  sampleFile('raw.tiff', { size_bytes: 20_480, mime_type: 'image/tiff', processing_status: 'failed' }),
  sampleFile('scan.tiff', { size_bytes: 20_480, mime_type: 'image/tiff', processing_status: 'done' }),
];

function putFiles(scripted: ScriptedManager): void {
  scripted.setFiles(files, { pageSize: 4 });
  scripted.setReferences([
    { ...icon, files: 1, bytes: 2048 },
    { ...media, files: 2, bytes: 734_085_120 },
  ]);
}

const entries = [
  sampleEntry('harbour-at-dawn.mp4', { size_bytes: 734_003_200, status: 'pending' }),
  sampleEntry(longName),
  sampleEntry('صورة العائلة.jpg', { size_bytes: 2_100_000 }),
  sampleEntry('song.mp3', { status: 'failed' }),
  sampleEntry('old.zip', { status: 'deleted', created_at: '2025-12-24T22:45:00.000Z' }),
  sampleEntry('going.zip', { status: 'deleting', processing_status: 'processing' }),
];

const more = '[data-upload-part="more"] [data-upload-part="button"]';

/** The next page does not come. */
async function failToLoadMore(scripted: ScriptedManager): Promise<void> {
  await find(more);
  scripted.setFiles(broken);
  scripted.setHistory(broken);
  await press(more);
  await find('[data-upload-part="more"] [data-upload-part="notice"]');
}

/** Files and history. */
export const fileScenes: Readonly<Record<string, Scene>> = {
  files: { element: <FilesBrowser />, prepare: putFiles },
  'files-of-a-reference': {
    element: <FilesBrowser />,
    prepare: putFiles,
    async act() {
      await press('[data-upload-part="reference-group"] ~ [data-upload-part="reference-group"] button');
      await find('[data-upload-part="browser-header"]');
    },
  },
  'files-loading': { element: <FilesBrowser />, prepare: stopAnswers, isBusy: true },
  'files-empty': { element: <FilesBrowser /> },
  'files-failed': {
    element: <FilesBrowser />,
    prepare(scripted) {
      scripted.setFiles(broken);
      scripted.setReferences(broken);
    },
  },
  'files-table': { element: <FilesTable />, prepare: (scripted) => scripted.setFiles(files) },
  'files-table-more-failed': { element: <FilesTable />, prepare: putFiles, act: failToLoadMore },
  history: {
    element: <HistoryTable />,
    prepare: (scripted) => scripted.setHistory(entries, { pageSize: 5 }),
  },
  'history-more-failed': {
    element: <HistoryTable />,
    prepare: (scripted) => scripted.setHistory(entries, { pageSize: 5 }),
    act: failToLoadMore,
  },
  'history-loading': { element: <HistoryTable />, prepare: stopAnswers, isBusy: true },
  'history-empty': { element: <HistoryTable /> },
  'history-no-match': {
    element: <HistoryTable />,
    prepare: (scripted) => scripted.setHistory(entries),
    async act() {
      await find('[data-upload-part="table"]');
      await fill('[data-upload-part="field-input"]', 'x');
      await find('[data-upload-part="empty"]');
    },
  },
  'history-being-filtered': {
    element: <HistoryTable />,
    prepare: (scripted) => scripted.setHistory(entries),
    async act(scripted) {
      await find('[data-upload-part="table"]');
      stopAnswers(scripted);
      await fill('[data-upload-part="field-input"]', 'o');
      await find('[data-stale]');
    },
    isBusy: true,
  },
  'history-failed': { element: <HistoryTable />, prepare: (scripted) => scripted.setHistory(broken) },
};
