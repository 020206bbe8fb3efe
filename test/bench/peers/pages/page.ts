import type { Places } from '../server/server-options.ts';
import type { Frames } from './frames.ts';
import type { PageContender, PageOptions } from './page-contender.ts';
import type { PageResult, PageTask } from './page-result.ts';

type CreateContender = (options: PageOptions) => PageContender | Promise<PageContender>;

/** Each contender's code is loaded alone, so that none pays for another. */
const contenders: Readonly<Record<string, () => Promise<CreateContender>>> = {
  floor: async () => (await import('./floor.ts')).createFloor,
  holdfast: async () => (await import('./holdfast.ts')).createHoldfast,
  uppy: async () => (await import('./uppy.ts')).createUppy,
  tus: async () => (await import('./tus.ts')).createTus,
  aws: async () => (await import('./aws.ts')).createAws,
};

/** How long a page at work is looked at. */
const watchMs = 5000;

/** The browser reports a long task a little after it ended. */
const settleMs = 100;

/** A page that has fetched nothing for this long is at rest. */
const restMs = 500;

const query = new URLSearchParams(location.search);
const input = document.querySelector('input');
const places: Places = await (await fetch('/bench/places')).json();
const load = contenders[query.get('contender') ?? ''];
if (load === undefined || input === null) throw new Error(`There is no contender for ${location.search}`);
const createContender = await load();
const contender = await createContender({ ...places, query });

let longestTaskMs = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
}).observe({ type: 'longtask' });

type Task<Result> = (files: readonly File[]) => Promise<Result>;

function taskOf(name: PageTask): Task<Frames | null> | undefined {
  if (name === 'scroll') return contender.scroll;
  const task = taskWithoutFrames(name);
  return (
    task &&
    (async (files) => {
      await task(files);
      return null;
    })
  );
}

function taskWithoutFrames(name: Exclude<PageTask, 'scroll'>): Task<void> | undefined {
  if (name === 'resume') return contender.resume ?? contender.upload;
  if (name === 'watch') return () => sleep(watchMs);
  return contender[name];
}

async function run(name: PageTask, files: readonly File[]): Promise<PageResult> {
  const task = taskOf(name);
  if (task === undefined) return { outcome: 'unable' };
  // What the developer tools begin is not reported as a long task; from here on it is the page that works.
  await sleep(0);
  longestTaskMs = 0;
  performance.mark('begin');
  const startedAt = performance.now();
  try {
    const finished = task(files);
    const callMs = performance.now() - startedAt;
    const frames = await finished;
    const wallMs = performance.now() - startedAt;
    performance.mark('end');
    await sleep(settleMs);
    return { outcome: 'done', wallMs, callMs, longestTaskMs, frames };
  } catch (error) {
    return { outcome: 'failed', reason: String(error) };
  }
}

/** What a contender fetches beside the page is there before a person can choose a file. */
async function untilAtRest(): Promise<void> {
  const countFetched = (): number => performance.getEntriesByType('resource').length;
  let fetched = -1;
  while (countFetched() !== fetched) {
    fetched = countFetched();
    await sleep(restMs);
  }
}

function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

window.chosen = new Promise((resolve) => {
  input.addEventListener('change', () => {
    const files = Array.from(input.files ?? []);
    resolve({ run: (name) => run(name, files) });
  });
});
await untilAtRest();
window.isReady = true;
