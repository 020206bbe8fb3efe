'use client';
import { useEffect, useState } from 'react';
import { loadPatiently } from './load-patiently.ts';

/**
 * Code that a page needs rarely, such as a dialog: fetched when it is wanted for the first time, `null` until it is
 * there. Keep the function's identity. Unlike `React.lazy`, what cannot be fetched takes nothing else off the page.
 */
export function useLoaded<T>(load: () => Promise<T>, isWanted: boolean): T | null {
  const [loaded, setLoaded] = useState<{ readonly value: T } | null>(null);
  const isMissing = isWanted && loaded === null;

  useEffect(
    () => (isMissing ? loadPatiently(load, (value) => setLoaded({ value })) : undefined),
    [isMissing, load],
  );

  return loaded === null ? null : loaded.value;
}
