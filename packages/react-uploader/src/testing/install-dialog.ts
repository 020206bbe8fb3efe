/** jsdom knows `<dialog>` but cannot open it. Enough of the real one for tests: open, close, Escape, the close event. */
export function installDialog(): void {
  HTMLDialogElement.prototype.showModal = function showModal() {
    if (this.open) throw new DOMException('The dialog is open', 'InvalidStateError');
    const invoker = document.activeElement;
    this.open = true;
    this.querySelector('button')?.focus();
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && this.dispatchEvent(new Event('cancel', { cancelable: true })))
        this.close();
    };
    document.addEventListener('keydown', closeOnEscape);
    this.addEventListener(
      'close',
      () => {
        document.removeEventListener('keydown', closeOnEscape);
        if (invoker instanceof HTMLElement) invoker.focus();
      },
      { once: true },
    );
  };
  HTMLDialogElement.prototype.close = function close() {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
}
