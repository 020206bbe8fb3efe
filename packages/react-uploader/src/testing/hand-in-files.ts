import { settled } from '@holdfast/upload-manager/testing';
import { act, fireEvent } from '@testing-library/react';
import { createTransfer, type FileSelection } from './file-drops.ts';

export interface HandInOptions {
  /** Files that are listed, but that the browser cannot open: locked, or gone meanwhile. @default none */
  readonly unreadable?: readonly File[];
}

/**
 * Drops files and folders on an element, as a person does with the mouse, and waits until the folders are read.
 * @example
 * await dropFiles(screen.getByRole('group', { name: 'Photos' }), { album: { 'one.jpg': photo } });
 */
export async function dropFiles(
  target: Element,
  selection: FileSelection,
  options?: HandInOptions,
): Promise<void> {
  const dataTransfer = createTransfer(selection, options);
  await act(async () => {
    fireEvent.dragEnter(target, { dataTransfer });
    fireEvent.dragOver(target, { dataTransfer });
    fireEvent.drop(target, { dataTransfer });
    await settled();
  });
}

/** Pastes files and folders while the focus is in an element, and waits until the folders are read. */
export async function pasteFiles(
  target: Element,
  selection: FileSelection,
  options?: HandInOptions,
): Promise<void> {
  const clipboardData = createTransfer(selection, options);
  await act(async () => {
    fireEvent.paste(target, { clipboardData });
    await settled();
  });
}
