import { settled } from '@holdfast/upload-manager/testing';
import { act, fireEvent } from '@testing-library/react';
import { type FileSelection, type FileTree, rootsOf } from './file-drops.ts';

/**
 * Presses a button that opens the file picker and chooses files in it, or a folder where the picker is for folders.
 * The button may be any element that leads to a file input, and the input itself.
 * @example
 * await pickFiles(screen.getByRole('button', { name: 'Choose files' }), [createFakeFile({ name: 'film.mp4' })]);
 */
export async function pickFiles(trigger: Element, selection: FileSelection): Promise<void> {
  const input = isFileInput(trigger) ? trigger : await openInput(trigger);
  const files = filesFor(input, selection);
  await act(async () => {
    Object.defineProperty(input, 'files', { configurable: true, value: files });
    fireEvent.change(input);
    // From here on the input has its own list again, which the page may have emptied.
    Reflect.deleteProperty(input, 'files');
    await settled();
  });
}

/** Clicks, and tells which input the click opened. Where the browser has a picker of its own the page must not see it. */
async function openInput(trigger: Element): Promise<HTMLInputElement> {
  const opened: HTMLInputElement[] = [];
  const page = trigger.ownerDocument;
  const catchInput = (event: Event) => {
    if (!isFileInput(event.target)) return;
    // No window of the system opens over the test.
    event.preventDefault();
    opened.push(event.target);
  };
  const ownPicker = Object.getOwnPropertyDescriptor(globalThis, 'showOpenFilePicker');
  Object.defineProperty(globalThis, 'showOpenFilePicker', { configurable: true, value: undefined });
  page.addEventListener('click', catchInput, true);
  try {
    await act(async () => {
      fireEvent.click(trigger);
    });
  } finally {
    page.removeEventListener('click', catchInput, true);
    Reflect.deleteProperty(globalThis, 'showOpenFilePicker');
    if (ownPicker !== undefined) Object.defineProperty(globalThis, 'showOpenFilePicker', ownPicker);
  }
  const [input] = opened;
  if (input === undefined) {
    throw new Error(`Pressing "${trigger.textContent?.trim()}" opened no file picker. Is it disabled?`);
  }
  return input;
}

function isFileInput(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.type === 'file';
}

function filesFor(input: HTMLInputElement, selection: FileSelection): readonly File[] {
  const roots = rootsOf(selection);
  const hasFolder = roots.some(([, tree]) => !(tree instanceof File));
  if (input.hasAttribute('webkitdirectory')) return roots.flatMap(([name, tree]) => filesBelow(name, tree));
  if (hasFolder) throw new Error('This picker is for files, and a folder was chosen.');
  if (roots.length > 1 && !input.multiple) {
    throw new Error(`This picker is for one file, and ${roots.length} were chosen.`);
  }
  return roots.flatMap(([, tree]) => (tree instanceof File ? tree : []));
}

/** Files of a folder that was chosen know their path. */
function filesBelow(path: string, tree: FileTree): readonly File[] {
  if (!(tree instanceof File)) {
    return Object.entries(tree).flatMap(([name, child]) => filesBelow(`${path}/${name}`, child));
  }
  return [Object.defineProperty(tree, 'webkitRelativePath', { configurable: true, value: path })];
}
