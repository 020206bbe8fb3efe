'use client';
import { useCallback, useEffect, useRef } from 'react';

/** A function that never changes and always calls the latest one. Not for calls while rendering. */
export function useLatest<Arguments extends readonly unknown[]>(
  callback: (...values: Arguments) => void,
): (...values: Arguments) => void {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  return useCallback((...values: Arguments) => latest.current(...values), []);
}
