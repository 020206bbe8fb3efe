import { formatSpread, median, percentile } from '../support/spread.ts';
import type { Contender } from './contenders.ts';
import type { Measurement, RunResult } from './run-once.ts';
import type { Workload } from './workloads.ts';

type Column = readonly [title: string, read: (measurement: Measurement) => number];
type Runs = ReadonlyMap<Contender, readonly RunResult[]>;

const mebibyte = 1024 * 1024;

const longestTask: Column = ['longest task ms', ({ longestTaskMs }) => longestTaskMs];
const mainThread: Column = ['main thread s', ({ mainThreadSeconds }) => mainThreadSeconds];
const heap: Column = ['heap MiB', ({ heapPeakBytes }) => heapPeakBytes / mebibyte];
const page: Column = ['page MiB', ({ pagePeakBytes }) => pagePeakBytes / mebibyte];
const bodies: Column = ['requests with bytes', ({ traffic }) => traffic.bodies];
const controlCalls: Column = ['control calls', ({ traffic }) => traffic.controlCalls];
const preflights: Column = ['preflights', ({ traffic }) => traffic.preflights];
const sent: Column = ['sent MiB', ({ traffic }) => traffic.bodyBytes / mebibyte];
const parallel: Column = ['at once', ({ traffic }) => traffic.peakParallelBodies];
const foreign: Column = ['others’ load %', ({ foreignShare }) => foreignShare * 100];
const memory = [longestTask, mainThread, heap, page];

/** What each kind of workload is judged by. */
const columnsOf: Readonly<Record<Workload['shows'], (sizeBytes: number) => readonly Column[]>> = {
  time: () => [parallel, bodies, controlCalls, preflights, sent, ...memory, foreign],
  waste: (sizeBytes) => [
    ['failures', ({ traffic }) => traffic.failedBodies],
    ['wasted %', ({ wastedBytes }) => (wastedBytes / sizeBytes) * 100],
    bodies,
    controlCalls,
    sent,
    foreign,
  ],
  resent: (sizeBytes) => [
    ['parts cut off MiB', ({ traffic }) => traffic.cutBytes / mebibyte],
    ['resent MiB', ({ wastedBytes }) => wastedBytes / mebibyte],
    ['resent %', ({ wastedBytes }) => (wastedBytes / sizeBytes) * 100],
    bodies,
    controlCalls,
    foreign,
  ],
  listing: () => [['call ms', ({ callMs }) => callMs], ...memory, foreign],
  painting: () => [
    ['call ms', ({ callMs }) => callMs],
    ['processor ms to the painted frame', ({ taskSeconds }) => taskSeconds * 1000],
    ...memory,
    foreign,
  ],
  scrolling: () => [
    ['ms from frame to frame', ({ frames }) => median(frames?.intervalsMs ?? [])],
    ['19 of 20 within ms', ({ frames }) => percentile(frames?.intervalsMs ?? [], 0.95)],
    [
      'processor ms a frame',
      ({ frames, taskSeconds }) => (taskSeconds * 1000) / (frames?.intervalsMs.length ?? 0),
    ],
    ['most rows on the page', ({ frames }) => frames?.mostRows ?? Number.NaN],
    ...memory,
    foreign,
  ],
  progress: () => [
    ['main thread ms a second', ({ mainThreadSeconds, wallMs }) => (mainThreadSeconds * 1_000_000) / wallMs],
    ...memory,
    foreign,
  ],
};

/** A Markdown table: contenders that finished, fastest first, then those that failed with the reason, then a line on who was left out. */
export function formatTable(workload: Workload, runs: Runs): string {
  const isLeftOut = ({ leftOut }: Contender) => leftOut?.[workload.name] !== undefined;
  const table = formatRows(workload, new Map([...runs].filter(([contender]) => !isLeftOut(contender))));
  const absent = [...runs.keys()].filter(isLeftOut);
  if (absent.length === 0) return table;
  const reasons = absent.map(({ label, leftOut }) => `${label} (${leftOut?.[workload.name]})`);
  return `${table}\n\nLeft out: ${reasons.join('; ')}.`;
}

function formatRows(workload: Workload, runs: Runs): string {
  const sizeBytes = workload.files.reduce((sum, group) => sum + group.count * group.sizeBytes, 0);
  const columns = columnsOf[workload.shows](sizeBytes);
  const floor = find(runs, 'floor');
  const holdfast = find(runs, 'holdfast');
  const rows = [...runs].map(([contender, results]) => {
    const measurements = toMeasurements(results);
    const cells =
      measurements.length === 0
        ? ['', '', describeAbsence(results)]
        : [
            formatRatio(measurements, floor),
            formatRatio(holdfast, measurements),
            describeEnding(results),
            formatSpread(measurements.map(({ wallMs }) => wallMs / 1000)),
            ...columns.map(([, read]) => formatMedian(measurements.map(read))),
          ];
    return { order: median(measurements.map(({ wallMs }) => wallMs)), cells: [contender.label, ...cells] };
  });
  rows.sort((left, right) => toOrder(left.order) - toOrder(right.order));
  const titles = ['', '× floor', 'Holdfast ÷ it', 'completed', 'seconds', ...columns.map(([title]) => title)];
  return [titles, titles.map(() => '---'), ...rows.map(({ cells }) => cells)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const toOrder = (wallMs: number): number => (Number.isNaN(wallMs) ? Number.POSITIVE_INFINITY : wallMs);

function find(runs: Runs, name: string): readonly Measurement[] {
  return toMeasurements([...runs].find(([contender]) => contender.name === name)?.[1] ?? []);
}

function toMeasurements(results: readonly RunResult[]): readonly Measurement[] {
  return results.flatMap((result) => (result.outcome === 'done' ? [result.measurement] : []));
}

/** Counts come whole; of everything else three digits say enough. */
function formatMedian(values: readonly number[]): string {
  const value = median(values);
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** Medians against medians: rounds in which one of the two failed would have no partner. */
function formatRatio(measurements: readonly Measurement[], base: readonly Measurement[]): string {
  if (measurements.length === 0 || base.length === 0) return '';
  const wallOf = (all: readonly Measurement[]) => median(all.map(({ wallMs }) => wallMs));
  return (wallOf(measurements) / wallOf(base)).toFixed(2);
}

function describeEnding(results: readonly RunResult[]): string {
  const done = toMeasurements(results).length;
  const reason = results.find((result) => result.outcome === 'failed')?.reason;
  return `${done} of ${results.length}${reason === undefined ? '' : `: ${toCell(reason)}`}`;
}

function describeAbsence(results: readonly RunResult[]): string {
  const failed = results.find((result) => result.outcome === 'failed');
  return failed === undefined ? 'cannot do this' : `failed: ${toCell(failed.reason)}`;
}

/** One line that does not end the cell. */
function toCell(text: string): string {
  return text.split('\n', 1)[0]?.replaceAll('|', '\\|').slice(0, 200) ?? '';
}
