import { visibleBounds } from '../windowing/visible-bounds.ts';

export interface DragOptions {
  /** The mouse, the pen or the finger that drags. Others may touch the screen meanwhile. */
  readonly pointerId: number;
  /** The row was dragged past the middle of this neighbour, and takes its place. */
  readonly onPlace: (neighbourId: string) => void;
  /** The drag is over. Not kept: it was called off. */
  readonly onEnd: (isKept: boolean) => void;
}

/** So near to an edge of what can be seen the list scrolls along. */
const edgePx = 64;
const scrollStepPx = 12;

/**
 * Follows a pointer that drags a row among its siblings, until it is let go. It listens to the page and not to the row:
 * a row that changes its place leaves the page for a moment, and would lose the pointer.
 */
export function followDrag(row: HTMLElement, { pointerId, onPlace, onEnd }: DragOptions): () => void {
  const following = new AbortController();
  const { signal } = following;
  const scroller = scrollerOf(row);
  const page = row.ownerDocument.defaultView ?? window;
  row.toggleAttribute('data-dragging', true);

  function end(isKept: boolean) {
    if (signal.aborted) return;
    following.abort();
    row.removeAttribute('data-dragging');
    onEnd(isKept);
  }

  function follow({ clientY }: PointerEvent) {
    const neighbour = passedNeighbour(row, clientY);
    if (neighbour !== null) onPlace(neighbour);
    const { topPx, bottomPx } = visibleBounds(row);
    if (clientY < topPx + edgePx) scroller.scrollTop -= scrollStepPx;
    if (clientY > bottomPx - edgePx) scroller.scrollTop += scrollStepPx;
  }

  function heed(event: PointerEvent) {
    if (event.pointerId !== pointerId) return;
    if (event.type === 'pointermove') follow(event);
    else end(event.type === 'pointerup');
  }

  for (const type of ['pointermove', 'pointerup', 'pointercancel'] as const) {
    page.addEventListener(type, heed, { signal });
  }
  page.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      end(false);
    },
    { signal },
  );
  return () => end(false);
}

/** The row farthest away whose middle the pointer has passed, or `null`. */
function passedNeighbour(row: HTMLElement, y: number): string | null {
  const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>(':scope > [data-upload-id]') ?? [])];
  const index = rows.indexOf(row);
  const above = rows.slice(0, index).find((sibling) => y < middleOf(sibling));
  const below = rows.slice(index + 1).findLast((sibling) => y > middleOf(sibling));
  return (above ?? below)?.dataset.uploadId ?? null;
}

/** The element around the list that scrolls, or the page. */
function scrollerOf(element: Element): Element {
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    const canScroll = /auto|scroll/.test(getComputedStyle(around).overflowY);
    if (canScroll && around.scrollHeight > around.clientHeight) return around;
  }
  const { documentElement, scrollingElement } = element.ownerDocument;
  return scrollingElement ?? documentElement;
}

function middleOf(element: Element): number {
  const { top, bottom } = element.getBoundingClientRect();
  return (top + bottom) / 2;
}
