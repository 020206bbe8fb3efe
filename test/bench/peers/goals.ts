import { median } from '../support/spread.ts';
import type { Contender } from './contenders.ts';
import type { Measurement, RunResult } from './run-once.ts';
import type { WorkloadName } from './workloads.ts';

type Runs = ReadonlyMap<Contender, readonly RunResult[]>;

export interface Verdict {
  readonly goal: string;
  readonly value: number;
  readonly isMet: boolean;
}

/** Reads medians of the runs that finished; NaN where there are none, which meets no goal. */
interface Medians {
  of(contender: string, read: (measurement: Measurement) => number): number;
  seconds(contender: string): number;
  /** Of the peer with the least time. */
  bestPeerSeconds(isSuitable?: (contender: Contender) => boolean): number;
  completedShare(contender: string): number;
}

interface Goal {
  readonly text: string;
  /** `other` gives the medians of another workload of this run of the bench. */
  read(medians: Medians, other: (workload: WorkloadName) => Medians): number;
  /** The value has to be at most this. */
  readonly most: number;
}

const mebibyte = 1024 * 1024;

const busyShare = ({ mainThreadSeconds, wallMs }: Measurement): number => mainThreadSeconds / wallMs;

const overFloor = (contender: string, most: number, floor = 'floor'): Goal => ({
  text: `${contender} ÷ ${floor}`,
  read: ({ seconds }) => seconds(contender) / seconds(floor),
  most,
});
const overBestPeer = (contender: string, most: number): Goal => ({
  text: `${contender} ÷ best peer`,
  read: ({ bestPeerSeconds, seconds }) => seconds(contender) / bestPeerSeconds(),
  most,
});
const overBestSignedPeer: Goal = {
  text: 'holdfast ÷ best peer whose requests a server signs',
  read: ({ bestPeerSeconds, seconds }) =>
    seconds('holdfast') / bestPeerSeconds(({ isSignedFor }) => isSignedFor === true),
  most: 1,
};
const longestTask: Goal = {
  text: 'longest task, ms',
  read: ({ of }) => of('holdfast', ({ longestTaskMs }) => longestTaskMs),
  most: 50,
};
const completesAlways: Goal = {
  text: 'share of the runs that fail',
  read: ({ completedShare }) => 1 - completedShare('holdfast'),
  most: 0,
};
const wasted: Goal = {
  text: 'wasted bytes ÷ bytes sent',
  read: ({ of }) => of('holdfast', ({ traffic, wastedBytes }) => wastedBytes / traffic.bodyBytes),
  most: 0.03,
};

/** What the engine is to reach, as ratios within one run of the bench. */
const goalsOf: Partial<Readonly<Record<WorkloadName, readonly Goal[]>>> = {
  'large-file': [
    overFloor('holdfast-no-checksums', 1.05),
    overFloor('holdfast', 1.6),
    overBestPeer('holdfast-no-checksums', 1),
    longestTask,
    {
      text: 'memory of the page beyond the floor’s, MiB',
      read: ({ of }) => {
        const read = ({ pagePeakBytes }: Measurement) => pagePeakBytes / mebibyte;
        return of('holdfast', read) - of('floor', read);
      },
      most: 250,
    },
  ],
  'gigabit-line': [overFloor('holdfast', 1.05)],
  'long-line': [
    overFloor('holdfast', 1.05),
    overBestPeer('holdfast', 1),
    overBestPeer('holdfast-two-hosts', 0.65),
  ],
  'small-files': [overFloor('holdfast', 1.35), overBestSignedPeer],
  'small-files-far': [
    overFloor('holdfast', 1.15),
    overBestSignedPeer,
    {
      text: 'holdfast-two-hosts ÷ holdfast',
      read: ({ seconds }) => seconds('holdfast-two-hosts') / seconds('holdfast'),
      most: 0.55,
    },
  ],
  'failing-parts': [completesAlways, wasted],
  'failing-files': [completesAlways, wasted],
  reload: [
    {
      text: 'bytes resent ÷ bytes of the parts that were cut off',
      read: ({ of }) =>
        of('holdfast', ({ traffic, wastedBytes }) => wastedBytes / Math.max(1, traffic.cutBytes)),
      most: 1,
    },
  ],
  'list-10000': [
    { text: 'milliseconds of the call', read: ({ of }) => of('holdfast', ({ callMs }) => callMs), most: 250 },
    longestTask,
  ],
  'shown-5000': [
    {
      text: 'milliseconds to the painted frame',
      read: ({ of }) => of('holdfast', ({ wallMs }) => wallMs),
      most: 300,
    },
  ],
  'scrolled-5000': [
    {
      text: 'milliseconds from frame to frame',
      read: ({ of }) => of('holdfast', ({ frames }) => median(frames?.intervalsMs ?? [])),
      most: 17,
    },
    {
      text: 'most rows on the page',
      read: ({ of }) => of('holdfast', ({ frames }) => frames?.mostRows ?? Number.NaN),
      most: 60,
    },
    longestTask,
  ],
  'progress-10000': [
    {
      text: 'work of the main thread ÷ with 100 files',
      read: ({ of }, other) => of('holdfast', busyShare) / other('progress-100').of('holdfast', busyShare),
      most: 1.25,
    },
  ],
};

/** What became of the goals of a workload; those are left out whose contenders or workloads did not run. */
export function judge(workload: WorkloadName, allRuns: ReadonlyMap<WorkloadName, Runs>): readonly Verdict[] {
  const mediansOf = (name: WorkloadName): Medians => createMedians(allRuns.get(name) ?? new Map());
  const medians = mediansOf(workload);
  return (goalsOf[workload] ?? []).flatMap(({ most, read, text }) => {
    const value = read(medians, mediansOf);
    if (Number.isNaN(value)) return [];
    return [{ goal: `${text} ≤ ${most}`, value, isMet: value <= most }];
  });
}

function createMedians(runs: Runs): Medians {
  const contenders = [...runs.keys()];
  const resultsOf = (name: string): readonly RunResult[] => {
    const contender = contenders.find((candidate) => candidate.name === name);
    return (contender && runs.get(contender)) ?? [];
  };
  const of: Medians['of'] = (name, read) =>
    median(
      resultsOf(name).flatMap((result) => (result.outcome === 'done' ? [read(result.measurement)] : [])),
    );
  const seconds = (name: string): number => of(name, ({ wallMs }) => wallMs / 1000);
  return {
    of,
    seconds,
    bestPeerSeconds(isSuitable = () => true) {
      const peers = contenders.filter((contender) => contender.kind === 'peer' && isSuitable(contender));
      const all = peers.map(({ name }) => seconds(name)).filter((value) => !Number.isNaN(value));
      return all.length === 0 ? Number.NaN : Math.min(...all);
    },
    completedShare(name) {
      const results = resultsOf(name);
      return results.filter(({ outcome }) => outcome === 'done').length / results.length;
    },
  };
}
