/** The stretch of the screen, from top to bottom, that is not cut off. */
export interface VisibleBounds {
  readonly topPx: number;
  readonly bottomPx: number;
}

/** The elements around one that cut off what does not fit, such as a dialog or a column that scrolls. */
export function clippingAncestors(element: Element): readonly Element[] {
  const clipping: Element[] = [];
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    // The page's own scrolling is the browser window's.
    if (around === document.body || around === document.documentElement) break;
    if (getComputedStyle(around).overflowY !== 'visible') clipping.push(around);
  }
  return clipping;
}

export function visibleBounds(clipping: readonly Element[]): VisibleBounds {
  let topPx = 0;
  let bottomPx = window.innerHeight;
  for (const element of clipping) {
    const { top, bottom } = element.getBoundingClientRect();
    topPx = Math.max(topPx, top);
    bottomPx = Math.min(bottomPx, bottom);
  }
  return { topPx, bottomPx };
}
