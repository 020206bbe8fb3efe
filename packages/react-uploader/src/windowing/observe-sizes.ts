/** Tells of elements that got another size, and of each once when it is first watched. */
export interface SizeObserver {
  /** Watches these and no others. What is watched already is not told of again. */
  watch(elements: Iterable<HTMLElement>): void;
  stop(): void;
}

/** Where nothing is laid out, as in jsdom, there are no sizes to observe: rows keep the height they are guessed to have. */
export function observeSizes(onChange: (changed: readonly HTMLElement[]) => void): SizeObserver {
  if (globalThis.ResizeObserver === undefined) return { watch() {}, stop() {} };
  let watched: ReadonlySet<HTMLElement> = new Set();
  const observer = new ResizeObserver((entries) => {
    const changed = new Set(entries.map(({ target }) => target));
    onChange([...watched].filter((element) => changed.has(element)));
  });
  return {
    watch(elements) {
      const wanted = new Set(elements);
      for (const element of watched) if (!wanted.has(element)) observer.unobserve(element);
      for (const element of wanted) if (!watched.has(element)) observer.observe(element);
      watched = wanted;
    },
    stop: () => observer.disconnect(),
  };
}
