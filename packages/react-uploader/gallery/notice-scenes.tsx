import { QuotaBanner } from '../src/blocks/account/quota-banner.tsx';
import { DuplicatesNotice } from '../src/blocks/duplicates-notice.tsx';
import { RejectedNotice } from '../src/blocks/rejected-notice.tsx';
import { ResumeBanner } from '../src/blocks/resume-banner.tsx';
import { UnmatchedNotice } from '../src/blocks/unmatched-notice.tsx';
import { UnreadableNotice } from '../src/blocks/unreadable-notice.tsx';
import { samplePlans, sampleQuota } from '../src/testing/sample-states.ts';
import type { Scene } from './scene.ts';
import { longName, putDuplicates, putForgotten, putRejected, putTooMuch } from './upload-samples.ts';

const nothing = () => {};
const fullQuota = { ...sampleQuota, used_bytes: 5e9, available_bytes: 0, level: 'full' } as const;
const unmatched = [longName, 'IMG_4101.jpg', 'صورة العائلة.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'].map(
  (name, index) => ({
    name,
    input: new File(['content'], name),
    expectedBytes: index === 1 ? 2_400_000 : null,
    offeredBytes: 1_900_000,
  }),
);

/** What is said above the list of uploads. */
export const noticeScenes: Readonly<Record<string, Scene>> = {
  'notice-rejected': { element: <RejectedNotice />, prepare: putRejected },
  'notice-duplicates': { element: <DuplicatesNotice />, prepare: putDuplicates },
  'notice-unmatched': {
    element: <UnmatchedNotice files={unmatched} onUpload={nothing} onDismiss={nothing} />,
  },
  'notice-unreadable': {
    element: (
      <UnreadableNotice
        paths={['holiday/day-1/IMG_0001.jpg', 'holiday/صورة العائلة.jpg', `holiday/${longName}`]}
        onDismiss={nothing}
      />
    ),
  },
  'resume-banner': { element: <ResumeBanner />, prepare: putForgotten },
  'banner-full': {
    element: <QuotaBanner onManageFiles={nothing} />,
    prepare: (scripted) => scripted.setQuota(fullQuota),
  },
  'banner-over': {
    element: <QuotaBanner onManageFiles={nothing} />,
    prepare: (scripted) => scripted.setQuota({ ...fullQuota, used_bytes: 6e9, level: 'over' }),
  },
  'banner-elsewhere': {
    element: <QuotaBanner />,
    prepare(scripted) {
      scripted.setQuota(fullQuota);
      scripted.setPlans(samplePlans.map((plan) => ({ ...plan, upgrade_url: 'https://shop.example/plans' })));
    },
  },
  'banner-did-not-fit': { element: <QuotaBanner onManageFiles={nothing} />, prepare: putTooMuch },
};
