import type { PageTask } from './pages/page-result.ts';
import type { FaultPlanOptions } from './server/fault-plan.ts';
import type { Line } from './server/shaped-line.ts';

export type WorkloadName =
  | 'large-file'
  | 'gigabit-line'
  | 'long-line'
  | 'small-files'
  | 'small-files-far'
  | 'failing-parts'
  | 'failing-files'
  | 'reload'
  | 'list-5000'
  | 'list-10000'
  | 'shown-5000'
  | 'scrolled-5000'
  | 'progress-100'
  | 'progress-10000';

export interface FileGroup {
  readonly count: number;
  readonly sizeBytes: number;
}

export interface Workload {
  readonly name: WorkloadName;
  readonly title: string;
  /** Whether the list of the files is on the page. */
  readonly isDrawn: boolean;
  /** What the page does before it is measured. */
  readonly prepare: PageTask | null;
  readonly task: 'upload' | 'list' | 'show' | 'scroll' | 'watch';
  readonly files: readonly FileGroup[];
  readonly line: Line | null;
  readonly faults: Omit<FaultPlanOptions, 'seed'> | null;
  /** Leaves the page when this share of the bytes has come, opens it anew and goes on. */
  readonly reloadsAt: number | null;
  /** What decides it, beside what is told of every run. */
  readonly shows: 'time' | 'waste' | 'resent' | 'listing' | 'painting' | 'scrolling' | 'progress';
  readonly limitMs: number;
}

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
const minuteMs = 60_000;

const plain = { isDrawn: false, prepare: null, line: null, faults: null, reloadsAt: null } as const;
const small = (count: number): readonly FileGroup[] => [{ count, sizeBytes: 10 * kibibyte }];
const one = (mebibytes: number): readonly FileGroup[] => [{ count: 1, sizeBytes: mebibytes * mebibyte }];

export interface WorkloadOptions {
  /** Sizes that only show whether everything runs. */
  readonly isQuick: boolean;
  /** Of the large file. */
  readonly mebibytes: number;
}

export function createWorkloads({ isQuick, mebibytes }: WorkloadOptions): readonly Workload[] {
  const smallCount = isQuick ? 100 : 1000;
  const drawnCount = isQuick ? 500 : 5000;
  // Few requests need more failures to show any.
  const failingShare = isQuick ? 0.2 : 0.05;
  const failing = `${failingShare * 100} % of the requests with bytes fail`;
  const halvedMebibytes = isQuick ? 128 : 600;

  const listing = (name: 'list-5000' | 'list-10000', count: number): Workload => ({
    ...plain,
    name,
    title: `${count} files are added, nothing is sent`,
    task: 'list',
    files: small(count),
    shows: 'listing',
    limitMs: 3 * minuteMs,
  });
  const progress = (name: 'progress-100' | 'progress-10000', count: number): Workload => ({
    ...plain,
    name,
    title: `One file is on its way, ${count} others are listed`,
    prepare: 'beginBeside',
    task: 'watch',
    // More than goes through the line while the others are added and the page is watched.
    files: [...one(512), ...small(count)],
    line: { roundTripMs: 0, megabitsPerConnection: null, megabitsInAll: 80 },
    shows: 'progress',
    limitMs: 3 * minuteMs,
  });

  return [
    {
      ...plain,
      name: 'large-file',
      title: `One file of ${mebibytes} MiB, loopback`,
      task: 'upload',
      files: one(mebibytes),
      shows: 'time',
      limitMs: 2 * minuteMs,
    },
    {
      ...plain,
      name: 'gigabit-line',
      title: `One file of ${mebibytes} MiB, 1 Gbit/s`,
      task: 'upload',
      files: one(mebibytes),
      line: { roundTripMs: 0, megabitsPerConnection: null, megabitsInAll: 1000 },
      shows: 'time',
      limitMs: 2 * minuteMs,
    },
    {
      ...plain,
      name: 'long-line',
      title: `One file of ${isQuick ? 24 : 200} MiB, 100 ms round trip, 20 Mbit/s a connection, 200 Mbit/s in all`,
      task: 'upload',
      files: one(isQuick ? 24 : 200),
      line: { roundTripMs: 100, megabitsPerConnection: 20, megabitsInAll: 200 },
      shows: 'time',
      limitMs: 3 * minuteMs,
    },
    {
      ...plain,
      name: 'small-files',
      title: `${smallCount} files of 10 KiB, loopback`,
      task: 'upload',
      files: small(smallCount),
      shows: 'time',
      limitMs: 2 * minuteMs,
    },
    {
      ...plain,
      name: 'small-files-far',
      title: `${smallCount} files of 10 KiB, 50 ms round trip`,
      task: 'upload',
      files: small(smallCount),
      line: { roundTripMs: 50, megabitsPerConnection: null, megabitsInAll: null },
      shows: 'time',
      limitMs: 2 * minuteMs,
    },
    {
      ...plain,
      name: 'failing-parts',
      title: `One file of ${mebibytes} MiB, ${failing}`,
      task: 'upload',
      files: one(mebibytes),
      faults: { share: failingShare },
      shows: 'waste',
      limitMs: 2 * minuteMs,
    },
    {
      ...plain,
      name: 'failing-files',
      title: `${smallCount} files of 10 KiB, ${failing}`,
      task: 'upload',
      files: small(smallCount),
      faults: { share: failingShare },
      shows: 'waste',
      limitMs: 2 * minuteMs,
    },
    {
      ...plain,
      name: 'reload',
      title: `The page is reloaded at half of ${halvedMebibytes} MiB on 600 Mbit/s`,
      task: 'upload',
      files: one(halvedMebibytes),
      line: { roundTripMs: 20, megabitsPerConnection: null, megabitsInAll: 600 },
      // Not at half to the byte, which would fall on the border of parts.
      reloadsAt: 0.53,
      shows: 'resent',
      limitMs: 2 * minuteMs,
    },
    listing('list-5000', isQuick ? 500 : 5000),
    listing('list-10000', isQuick ? 1000 : 10_000),
    {
      ...plain,
      name: 'shown-5000',
      title: `${drawnCount} files are added to a list on the page, until it is painted; nothing is sent`,
      isDrawn: true,
      task: 'show',
      files: small(drawnCount),
      shows: 'painting',
      limitMs: minuteMs,
    },
    {
      ...plain,
      name: 'scrolled-5000',
      title: `A list of ${drawnCount} files is scrolled, 100 pixels in each of 300 frames; nothing is sent`,
      isDrawn: true,
      prepare: 'list',
      task: 'scroll',
      files: small(drawnCount),
      shows: 'scrolling',
      limitMs: minuteMs,
    },
    progress('progress-100', 100),
    progress('progress-10000', isQuick ? 1000 : 10_000),
  ];
}
