import { isActive } from './selectors.ts';
import type { UploadSnapshot } from './upload-snapshot.ts';

/** Totals over the whole list, kept by difference: reading them never walks ten thousand uploads. */
export interface UploadTotals {
  readonly count: number;
  /** Uploads that go on by themselves. */
  readonly active: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly needsFile: number;
  readonly paused: number;
  /** Bytes of all uploads that have not failed or been cancelled, as far as their size is known. */
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly confirmedBytes: number;
}

export const noTotals: UploadTotals = {
  count: 0,
  active: 0,
  completed: 0,
  failed: 0,
  cancelled: 0,
  needsFile: 0,
  paused: 0,
  sizeBytes: 0,
  sentBytes: 0,
  confirmedBytes: 0,
};

/** What one upload adds to the totals. */
export function contributionOf(upload: UploadSnapshot): UploadTotals {
  const { state, progress } = upload;
  const isGivenUp = state.status === 'failed' || state.status === 'cancelled';
  return {
    count: 1,
    active: Number(isActive(state)),
    completed: Number(state.status === 'completed'),
    failed: Number(state.status === 'failed'),
    cancelled: Number(state.status === 'cancelled'),
    needsFile: Number(state.status === 'needs-file'),
    paused: Number(state.status === 'paused'),
    sizeBytes: isGivenUp ? 0 : (upload.file.sizeBytes ?? 0),
    sentBytes: isGivenUp ? 0 : progress.sentBytes,
    confirmedBytes: isGivenUp ? 0 : progress.confirmedBytes,
  };
}

/** `totals` with these uploads counted in. */
export function addContributions(totals: UploadTotals, uploads: readonly UploadSnapshot[]): UploadTotals {
  const next = { ...totals };
  for (const upload of uploads) count(next, contributionOf(upload), 1);
  return next;
}

/** `totals − before + after`, field by field. */
export function replaceContribution(
  totals: UploadTotals,
  before: UploadTotals,
  after: UploadTotals,
): UploadTotals {
  const next = { ...totals };
  count(next, before, -1);
  count(next, after, 1);
  return next;
}

/** Field by field, as a loop over their names would take most of the time in which ten thousand files are added. */
function count(totals: Record<keyof UploadTotals, number>, by: UploadTotals, sign: 1 | -1): void {
  totals.count += sign * by.count;
  totals.active += sign * by.active;
  totals.completed += sign * by.completed;
  totals.failed += sign * by.failed;
  totals.cancelled += sign * by.cancelled;
  totals.needsFile += sign * by.needsFile;
  totals.paused += sign * by.paused;
  totals.sizeBytes += sign * by.sizeBytes;
  totals.sentBytes += sign * by.sentBytes;
  totals.confirmedBytes += sign * by.confirmedBytes;
}
