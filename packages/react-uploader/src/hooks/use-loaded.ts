'use client';
import { useEffect, useState } from 'react';
import { loadPatiently } from './load-patiently.ts';

/**
 * Code that a page needs rarely, such as a dialog: fetched when it is wanted for the first time, `null` until it is
 * there. Keep the function's identity. Unlike `React.lazy`, what cannot be fetched takes nothing else off the page.
 * @param isLikely fetches it ahead, so that it opens at once, and without a connection too
 */
export function useLoaded<T>(load: () => Promise<T>, isWanted: boolean, isLikely = false): T | null {
  const [loaded, setLoaded] = useState<{ readonly value: T } | null>(null);
  const isMissing = isWanted && loaded === null;

  useEffect(() => {
    // What cannot be had ahead is asked for again when it is wanted.
    if (isLikely) load().catch(() => {});
  }, [isLikely, load]);

  useEffect(
    () => (isMissing ? loadPatiently(load, (value) => setLoaded({ value })) : undefined),
    [isMissing, load],
  );

  return loaded === null ? null : loaded.value;
}
