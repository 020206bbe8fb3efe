'use client';
import { type RefObject, useEffect, useRef } from 'react';

/**
 * A `<dialog>` that opens as it comes, and closes as it goes: one that React only hides, with the page it belongs to, would
 * keep every other page from being used. The browser keeps the focus inside, and gives it back when the dialog is closed.
 */
export function useModal(onClosed: () => void): {
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly onClose: () => void;
} {
  const ref = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);

  return {
    ref,
    onClose() {
      // Strict mode closes and opens it again, and the event comes later.
      if (ref.current?.open !== true) onClosed();
    },
  };
}
