import { type QuotaLevel, UploadError } from '@holdfast/upload-manager';
import { PlanPicker } from '../src/blocks/account/plan-picker.tsx';
import { QuotaBanner } from '../src/blocks/account/quota-banner.tsx';
import { QuotaCard } from '../src/blocks/account/quota-card.tsx';
import { StorageUsage } from '../src/blocks/account/storage-usage.tsx';
import { UpgradePrompt } from '../src/blocks/account/upgrade-prompt.tsx';
import { PlanOptions } from '../src/parts/account/plan-options.tsx';
import { UsageDays } from '../src/parts/account/usage-days.tsx';
import { samplePlans, sampleQuota } from '../src/testing/sample-states.ts';
import { press } from './act.ts';
import { type Scene, stopAnswers } from './scene.ts';

const broken = new UploadError('internal_error', 'The server is broken');
const counts = {
  workspace: { used: 1, limit: 1 },
  walkthrough: { used: 3, limit: 10 },
  category: { used: 4, limit: null },
};
const proQuota = {
  ...sampleQuota,
  plan: 'pro',
  limit_bytes: 1e11,
  used_bytes: 8e9,
  available_bytes: 92e9,
  counts: { workspace: { used: 4, limit: 10 } },
};

function quotaScene(level: QuotaLevel, usedBytes: number): Scene {
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
        used_bytes: usedBytes,
        reserved_bytes: level === 'ok' ? 5e8 : 0,
        available_bytes: Math.max(0, 5e9 - usedBytes - (level === 'ok' ? 5e8 : 0)),
        max_file_bytes: 1e9,
        counts,
      });
    },
  };
}

const usageGroups = [
  { key: 'step_media', files: 120, bytes: 6.4e9 },
  { key: 'walkthrough_icon', files: 40, bytes: 2.1e9 },
  { key: 'hero_image', files: 3, bytes: 4e8 },
  { key: null, files: 7, bytes: 9e7 },
];
const dayMs = 24 * 60 * 60 * 1000;

function dayOf(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * dayMs).toISOString().slice(0, 10);
}

/** What was uploaded on some of the last thirty days. */
function dailyGroups() {
  return [0, 1, 2, 5, 6, 7, 8, 12, 13, 20, 21, 28].map((daysAgo) => ({
    key: dayOf(daysAgo),
    files: 3 + (daysAgo % 4),
    bytes: 1e7 * (2 + ((daysAgo * 7) % 13)),
  }));
}

/** Quota, plans and usage. */
export const quotaScenes: Readonly<Record<string, Scene>> = {
  'quota-loading': { element: <QuotaCard />, prepare: stopAnswers, isBusy: true },
  'quota-ok': quotaScene('ok', 2e9),
  'quota-warn': quotaScene('warn', 4.1e9),
  'quota-critical': quotaScene('critical', 4.8e9),
  'quota-full': quotaScene('full', 5e9),
  'quota-over': quotaScene('over', 6e9),
  'quota-unlimited': {
    element: <QuotaCard />,
    prepare: (scripted) =>
      scripted.setQuota({ ...sampleQuota, plan: 'unlimited', limit_bytes: null, available_bytes: null }),
  },
  'quota-failed': { element: <QuotaCard />, prepare: (scripted) => scripted.setQuota(broken) },
  'upgrade-to-no-limit': {
    element: <UpgradePrompt />,
    prepare: (scripted) => scripted.setQuota({ ...proQuota, used_bytes: 9e10, level: 'warn' }),
  },
  'upgrade-to-a-long-name': {
    element: (
      <div className="stack">
        <UpgradePrompt />
        <QuotaBanner />
      </div>
    ),
    prepare(scripted) {
      const [free, pro] = samplePlans;
      const name = 'Geschäftskundentarif-mit-Sonderkonditionen '.repeat(12);
      if (free !== undefined && pro !== undefined) scripted.setPlans([free, { ...pro, name }]);
      scripted.setQuota({ ...sampleQuota, used_bytes: 5e9, available_bytes: 0, level: 'full' });
    },
  },
  plans: { element: <PlanPicker />, prepare: (scripted) => scripted.setQuota(proQuota) },
  'plans-chosen': {
    element: <PlanPicker />,
    prepare: (scripted) => scripted.setQuota({ ...proQuota, used_bytes: 2e9 }),
    act: () => press('[data-upload-part="plan-option"] input'),
  },
  'plans-at-sign-up': {
    element: (
      <form>
        <PlanOptions plans={samplePlans} value="free" onChange={() => {}} />
      </form>
    ),
  },
  'plans-loading': { element: <PlanPicker />, prepare: stopAnswers, isBusy: true },
  'plans-none': { element: <PlanPicker />, prepare: (scripted) => scripted.setPlans([]) },
  'plans-failed': { element: <PlanPicker />, prepare: (scripted) => scripted.setPlans(broken) },
  usage: { element: <StorageUsage />, prepare: (scripted) => scripted.setUsage(usageGroups) },
  'usage-by-type': {
    element: <StorageUsage groups={['type', 'user', 'file_type']} />,
    prepare: (scripted) =>
      scripted.setUsage(
        ['video/mp4', 'image/jpeg', 'application/pdf', 'a', 'b', 'c', 'd', 'e', 'f', 'g'].map(
          (key, index) => ({
            key,
            files: 200 - index * 13,
            bytes: 9e9 / (index + 1),
          }),
        ),
      ),
  },
  'usage-by-day': {
    element: <StorageUsage groups={['day', 'reference_type']} />,
    prepare: (scripted) => scripted.setUsage(dailyGroups()),
  },
  'usage-of-a-year': {
    element: <UsageDays groups={dailyGroups()} firstDay={dayOf(364)} dayCount={365} />,
  },
  'usage-by-day-as-table': {
    element: <StorageUsage groups={['day', 'reference_type']} />,
    prepare: (scripted) => scripted.setUsage(dailyGroups()),
    act: () => press('[data-upload-part="usage-details"] summary'),
  },
  'usage-loading': { element: <StorageUsage />, prepare: stopAnswers, isBusy: true },
  'usage-empty': { element: <StorageUsage /> },
  'usage-failed': { element: <StorageUsage />, prepare: (scripted) => scripted.setUsage(broken) },
};
