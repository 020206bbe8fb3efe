'use client';
import { type RefObject, useEffect, useRef } from 'react';

/** A `<dialog>` that opens as it comes. The browser keeps the focus inside, and gives it back when the dialog is closed. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    // Strict mode comes here twice, and a dialog that is open cannot be opened.
    if (element !== null && !element.open) element.showModal();
  }, []);

  return dialog;
}
