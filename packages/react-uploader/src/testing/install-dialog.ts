/** jsdom knows `<dialog>` but cannot open it. Enough of the real one for tests: open, close, Escape, the close event. */
export function installDialog(): void {
  const closings = new WeakMap<HTMLDialogElement, () => void>();
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
    closings.set(this, () => {
      document.removeEventListener('keydown', closeOnEscape);
      if (invoker instanceof HTMLElement) invoker.focus();
    });
  };
  HTMLDialogElement.prototype.close = function close() {
    if (!this.open) return;
    this.open = false;
    closings.get(this)?.();
    // Browsers tell of it when everything else is done.
    queueMicrotask(() => this.dispatchEvent(new Event('close')));
  };
}
