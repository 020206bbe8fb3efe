const nextFrame = () => new Promise(requestAnimationFrame);

/** The first element that fits, as soon as the page has drawn it. */
export async function find(selector: string): Promise<HTMLElement> {
  let element = document.querySelector<HTMLElement>(selector);
  while (element === null) {
    await nextFrame();
    element = document.querySelector<HTMLElement>(selector);
  }
  // Effects come after the frame, in strict mode twice. Nobody is as fast as that.
  await nextFrame();
  await nextFrame();
  return element;
}

/** Clicks the first element that fits, as soon as the page has it. */
export async function press(selector: string): Promise<void> {
  (await find(selector)).click();
}

/** The button with the given place in the dialog that is open: what is kept comes first, what is done second. */
export function answerDialog(button: 'keep' | 'confirm'): Promise<void> {
  const place = button === 'keep' ? 'first' : 'last';
  return press(`dialog [data-upload-part="dialog-actions"] > :${place}-child`);
}

/** Something a person does with a pointer that carries files. */
export async function carryFiles(event: 'dragenter' | 'drop', transfer: object): Promise<void> {
  const zone = await find('[data-upload-part="drop-zone"]');
  const dataTransfer = { types: ['Files'], files: [], items: [], ...transfer };
  zone.dispatchEvent(Object.assign(new Event(event, { bubbles: true, cancelable: true }), { dataTransfer }));
}

/** Takes hold of the first row's handle. */
export async function takeFirstRow(): Promise<void> {
  const handle = await find('[data-upload-part="item-drag-handle"]');
  handle.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, cancelable: true, isPrimary: true }));
}

/** Types into a field as React takes it: it looks at the value that was there before. */
export async function fill(selector: string, text: string): Promise<void> {
  const field = await find(selector);
  if (!(field instanceof HTMLInputElement)) throw new Error(`${selector} is no field`);
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
