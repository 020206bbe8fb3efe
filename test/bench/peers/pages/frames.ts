/** How a page kept up with the screen while it was scrolled. */
export interface Frames {
  /** From each frame to the next. */
  readonly intervalsMs: readonly number[];
  /** Most rows that were on the page at once. */
  readonly mostRows: number;
}

/** Faster than a hand turns a wheel. */
const pxPerFrame = 100;
const frameCount = 300;

/** Resolves in the first task after the frame that showed the first rows was painted. */
export async function untilPainted(rows: string): Promise<void> {
  // A frame is painted right after its callbacks have run.
  do await nextFrame();
  while (document.querySelector(rows) === null);
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
  port1.close();
}

/** Scrolls the page down, a bit in every frame. */
export async function scrollThrough(rows: string): Promise<Frames> {
  const times = [await nextFrame()];
  let mostRows = 0;
  while (times.length <= frameCount) {
    window.scrollBy(0, pxPerFrame);
    times.push(await nextFrame());
    mostRows = Math.max(mostRows, document.querySelectorAll(rows).length);
  }
  return { intervalsMs: times.slice(1).map((time, index) => time - (times[index] ?? time)), mostRows };
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
