import { isElement } from '../hooks/is-element.ts';

export interface ListCallbacks {
  /** A row came to the page, or got another height. */
  readonly onHeight: (id: string, heightPx: number) => void;
  /** The list got another width: what is known of heights is over, and is told anew. */
  readonly onRewrap: () => void;
  /** Other rows than before may be in sight, or have the focus. */
  readonly onMove: () => void;
}

/** Watches a list whose rows come and go, until the answer is called. */
export function watchList(list: HTMLElement, callbacks: ListCallbacks): () => void {
  const { onMove } = callbacks;
  const { ownerDocument } = list;
  const page = ownerDocument.defaultView ?? window;
  // That window's own: jsdom takes no other.
  const watching = new page.AbortController();
  // In the capture phase, because the scrolling of an element around the list does not bubble.
  const options = { capture: true, passive: true, signal: watching.signal };
  ownerDocument.addEventListener('scroll', onMove, options);
  page.addEventListener('resize', onMove, options);
  list.addEventListener('focusin', onMove, options);
  const stopMeasuring = measureRows(list, callbacks);
  return () => {
    watching.abort();
    stopMeasuring();
  };
}

/** Each row is measured when it comes and whenever it changes, and not when others do. */
function measureRows(list: HTMLElement, { onHeight, onMove, onRewrap }: ListCallbacks): () => void {
  // Where nothing is laid out, as in jsdom, there is nothing to measure: rows keep the height they are guessed to have.
  if (globalThis.ResizeObserver === undefined) return () => {};
  let widthPx = list.clientWidth;

  const sizes = new ResizeObserver((entries) => {
    if (list.clientWidth !== widthPx) {
      widthPx = list.clientWidth;
      onRewrap();
      observe(list.childNodes);
    }
    for (const { borderBoxSize, target } of entries) {
      const heightPx = borderBoxSize[0]?.blockSize;
      const id = target.getAttribute(idAttribute);
      if (id !== null && heightPx !== undefined) onHeight(id, heightPx);
    }
    onMove();
  });
  const observe = (nodes: Iterable<Node>) => {
    for (const node of nodes) if (isRow(node)) sizes.observe(node);
  };
  const changes = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records) {
      for (const node of removedNodes) if (isRow(node)) sizes.unobserve(node);
      observe(addedNodes);
    }
  });

  sizes.observe(list);
  observe(list.childNodes);
  changes.observe(list, { childList: true });
  return () => {
    sizes.disconnect();
    changes.disconnect();
  };
}

const idAttribute = 'data-upload-id';

function isRow(node: Node): node is Element {
  return isElement(node) && node.hasAttribute(idAttribute);
}
