'use client';
import { useEffect, useRef } from 'react';
import { isTextField } from './is-text-field.ts';

/** Listens to pastes anywhere on the page, but leaves fields that people type into alone. */
export function usePagePaste(isEnabled: boolean, onPaste: (event: ClipboardEvent) => void): void {
  const latest = useRef(onPaste);

  useEffect(() => {
    latest.current = onPaste;
  });

  useEffect(() => {
    if (!isEnabled) return;
    const listening = new AbortController();
    document.addEventListener(
      'paste',
      (event) => {
        // The target of an event from a shadow root is its host.
        if (!event.defaultPrevented && !isTextField(event.composedPath()[0])) latest.current(event);
      },
      { signal: listening.signal },
    );
    return () => listening.abort();
  }, [isEnabled]);
}
