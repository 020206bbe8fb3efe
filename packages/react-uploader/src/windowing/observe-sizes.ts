/** Calls back when one of the elements gets another size, and once when it is first watched. */
export interface SizeObserver {
  /** Watches these and no others. */
  watch(elements: Iterable<Element>): void;
  stop(): void;
}

/** Where nothing is laid out, as in jsdom, there are no sizes to observe: rows keep the height they are guessed to have. */
export function observeSizes(onChange: () => void): SizeObserver {
  if (globalThis.ResizeObserver === undefined) return { watch() {}, stop() {} };
  const observer = new ResizeObserver(onChange);
  return {
    watch(elements) {
      observer.disconnect();
      for (const element of elements) observer.observe(element);
    },
    stop: () => observer.disconnect(),
  };
}
