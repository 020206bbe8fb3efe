import type { Places } from '../server/server-options.ts';
import type { PageContender, PageOptions } from './page-contender.ts';
import type { PageResult, PageTask } from './page-result.ts';

/** Each contender's code is loaded alone, so that none pays for another. */
const contenders: Readonly<Record<string, () => Promise<(options: PageOptions) => PageContender>>> = {
  floor: async () => (await import('./floor.ts')).createFloor,
  holdfast: async () => (await import('./holdfast.ts')).createHoldfast,
  uppy: async () => (await import('./uppy.ts')).createUppy,
  tus: async () => (await import('./tus.ts')).createTus,
  aws: async () => (await import('./aws.ts')).createAws,
};

/** A task shorter than this is not reported by the browser. */
const settleMs = 100;

const query = new URLSearchParams(location.search);
const input = document.querySelector('input');
const places: Places = await (await fetch('/bench/places')).json();
const load = contenders[query.get('contender') ?? ''];
if (load === undefined || input === null) throw new Error(`There is no contender for ${location.search}`);
const contender = (await load())({ ...places, query });

let longestTaskMs = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
}).observe({ type: 'longtask' });

function taskOf(name: PageTask): ((files: readonly File[]) => Promise<void>) | undefined {
  if (name === 'resume') return contender.resume ?? contender.upload;
  return contender[name];
}

async function run(name: PageTask, files: readonly File[]): Promise<PageResult> {
  const task = taskOf(name);
  if (task === undefined) return { outcome: 'unable' };
  longestTaskMs = 0;
  const startedAt = performance.now();
  try {
    const finished = task(files);
    const callMs = performance.now() - startedAt;
    await finished;
    const wallMs = performance.now() - startedAt;
    // Long tasks are reported a little after they end.
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    return { outcome: 'done', wallMs, callMs, longestTaskMs };
  } catch (error) {
    return { outcome: 'failed', reason: String(error) };
  }
}

window.chosen = new Promise((resolve) => {
  input.addEventListener('change', () => {
    const files = Array.from(input.files ?? []);
    // Choosing was a task of the developer tools, which the browser does not report as a long one; this is a task of the page.
    setTimeout(() => resolve({ run: (name) => run(name, files) }), 0);
  });
});
window.isReady = true;
