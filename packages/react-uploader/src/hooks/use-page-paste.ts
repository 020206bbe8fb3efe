'use client';
import { useEffect, useRef } from 'react';

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
        if (!event.defaultPrevented && !isTextField(event.target)) latest.current(event);
      },
      { signal: listening.signal },
    );
    return () => listening.abort();
  }, [isEnabled]);
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
}
