/** The stretch of the screen, from top to bottom, that is not cut off. */
export interface VisibleBounds {
  readonly topPx: number;
  readonly bottomPx: number;
}

/** What the elements around this one leave of the screen: a dialog or a column that scrolls cuts off what does not fit. */
export function visibleBounds(element: Element): VisibleBounds {
  let topPx = 0;
  const { body, defaultView } = element.ownerDocument;
  let bottomPx = defaultView?.innerHeight ?? 0;
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    // The page's own scrolling is the browser window's.
    if (around === body) break;
    if (getComputedStyle(around).overflowY === 'visible') continue;
    const { top, bottom } = around.getBoundingClientRect();
    topPx = Math.max(topPx, top);
    bottomPx = Math.min(bottomPx, bottom);
  }
  return { topPx, bottomPx };
}
