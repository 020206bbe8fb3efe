import { type QuotaLevel, UploadError } from '@holdfast/upload-manager';
import { FilesBrowser } from '../src/blocks/account/files-browser.tsx';
import { HistoryTable } from '../src/blocks/account/history-table.tsx';
import { PlanPicker } from '../src/blocks/account/plan-picker.tsx';
import { QuotaCard } from '../src/blocks/account/quota-card.tsx';
import { StorageUsage } from '../src/blocks/account/storage-usage.tsx';
import { UpgradePrompt } from '../src/blocks/account/upgrade-prompt.tsx';
import { sampleEntry, sampleFile, sampleQuota } from '../src/testing/sample-states.ts';
import type { Scene } from './scene.ts';

const broken = new UploadError('internal_error', 'The server is broken');
const icon = { reference_type: 'walkthrough_icon', reference_id: 'w-1' };
const media = { reference_type: 'step_media', reference_id: 'step-7' };

const files = [
  sampleFile('harbour-at-dawn.mp4', { size_bytes: 734_003_200, mime_type: 'video/mp4', ...media }),
  sampleFile('a-name-that-is-so-long-that-it-cannot-be-shown-in-full-anywhere-at-all.pdf', {
    size_bytes: 81_920,
    mime_type: 'application/pdf',
    ...media,
  }),
  sampleFile('icon.png', { size_bytes: 2048, mime_type: 'image/png', processing_status: 'queued', ...icon }),
  sampleFile('raw.tiff', { size_bytes: 20_480, mime_type: 'image/tiff', processing_status: 'failed' }),
];

function quotaScene(level: QuotaLevel, used: number): Scene {
  return {
    element: (
      <div className="stack">
        <QuotaCard />
        <UpgradePrompt />
      </div>
    ),
    prepare(scripted) {
      scripted.setQuota({
        ...sampleQuota,
        level,
        used_bytes: used,
        reserved_bytes: level === 'ok' ? 5e8 : 0,
        available_bytes: Math.max(0, 4.5e9 - used),
        max_file_bytes: 1e9,
        counts: { workspace: { used: 1, limit: 1 }, walkthrough: { used: 3, limit: 10 } },
      });
    },
  };
}

/** Quota, plans, files, history and usage. */
export const accountScenes: Readonly<Record<string, Scene>> = {
  'quota-ok': quotaScene('ok', 2e9),
  'quota-warn': quotaScene('warn', 4.1e9),
  'quota-over': quotaScene('over', 6e9),
  'quota-unlimited': {
    element: <QuotaCard />,
    prepare: (scripted) =>
      scripted.setQuota({ ...sampleQuota, plan: 'unlimited', limit_bytes: null, available_bytes: null }),
  },
  'quota-failed': { element: <QuotaCard />, prepare: (scripted) => scripted.setQuota(broken) },
  plans: {
    element: <PlanPicker />,
    prepare: (scripted) =>
      scripted.setQuota({
        ...sampleQuota,
        plan: 'pro',
        limit_bytes: 1e11,
        used_bytes: 8e9,
        counts: { workspace: { used: 4, limit: 10 } },
      }),
  },
  'plans-failed': { element: <PlanPicker />, prepare: (scripted) => scripted.setPlans(broken) },
  files: {
    element: <FilesBrowser />,
    prepare(scripted) {
      scripted.setFiles(files, { pageSize: 3 });
      scripted.setReferences([
        { ...icon, files: 1, bytes: 2048 },
        { ...media, files: 2, bytes: 734_085_120 },
      ]);
    },
  },
  'files-empty': { element: <FilesBrowser /> },
  'files-failed': { element: <FilesBrowser />, prepare: (scripted) => scripted.setFiles(broken) },
  history: {
    element: <HistoryTable />,
    prepare: (scripted) =>
      scripted.setHistory(
        [
          sampleEntry('harbour-at-dawn.mp4', { size_bytes: 734_003_200, status: 'pending' }),
          sampleEntry('a-name-that-is-so-long-that-it-cannot-be-shown-in-full-anywhere-at-all.pdf'),
          sampleEntry('song.mp3', { status: 'failed' }),
          sampleEntry('old.zip', { status: 'deleted', created_at: '2025-12-24T22:45:00.000Z' }),
          sampleEntry('going.zip', { status: 'deleting', processing_status: 'processing' }),
        ],
        { pageSize: 4 },
      ),
  },
  'history-empty': { element: <HistoryTable /> },
  usage: {
    element: <StorageUsage />,
    prepare: (scripted) =>
      scripted.setUsage([
        { key: 'step_media', files: 120, bytes: 6.4e9 },
        { key: 'walkthrough_icon', files: 40, bytes: 2.1e9 },
        { key: 'hero_image', files: 3, bytes: 4e8 },
        { key: null, files: 7, bytes: 9e7 },
      ]),
  },
  'usage-empty': { element: <StorageUsage /> },
};
