'use client';
import type { FileInput } from '@holdfast/upload-manager';
import { type ChangeEvent, type ComponentPropsWithRef, type MouseEvent, useRef } from 'react';
import { canPickHandles, pickFiles } from '../files/pick-files.ts';
import { chainHandlers, chainPreventable } from './chain-handlers.ts';
import { mergeRefs } from './merge-refs.ts';
import { visuallyHidden } from './visually-hidden.ts';

export interface UseFilePickerOptions {
  /** Takes what was chosen. */
  readonly onFiles: (files: readonly FileInput[]) => void;
  /** Told the names of chosen files that the browser would not read. */
  readonly onUnreadable?: ((paths: readonly string[]) => void) | undefined;
  /** Whether several files may be chosen at once. @default true */
  readonly multiple?: boolean | undefined;
  /** As the attribute of an input: MIME types and extensions, separated by commas. */
  readonly accept?: string | undefined;
  /** Chooses a folder with everything in it. @default false */
  readonly directory?: boolean | undefined;
  /** Opens the camera where there is one. */
  readonly capture?: 'user' | 'environment' | undefined;
}

export interface FilePicker {
  /** Opens the picker. Call it from a click. */
  open(): void;
  /** Props of the hidden input. It has to be rendered: it is the picker of most browsers, and what tests drive. */
  getInputProps(given?: ComponentPropsWithRef<'input'>): ComponentPropsWithRef<'input'>;
  /** Props of a button that opens the picker. */
  getTriggerProps(given?: ComponentPropsWithRef<'button'>): ComponentPropsWithRef<'button'>;
}

/**
 * Lets people choose files. Where the browser can hand out file handles its own picker is used, so that uploads go on
 * by themselves after a reload; everywhere else the hidden input is.
 */
export function useFilePicker(options: UseFilePickerOptions): FilePicker {
  const { onFiles, onUnreadable, multiple = true, accept, directory = false, capture } = options;
  const input = useRef<HTMLInputElement>(null);
  const isPicking = useRef(false);

  function openInput() {
    if (input.current === null) return;
    // The same file chosen twice gives no change event unless the value is forgotten in between.
    input.current.value = '';
    input.current.click();
  }

  async function openPicker() {
    // The second click of a double click: the browser refuses a second window, and an input would open one.
    if (isPicking.current) return;
    isPicking.current = true;
    const result = await pickFiles({ multiple, accept });
    isPicking.current = false;
    if (result.outcome === 'unsupported') openInput();
    if (result.outcome !== 'picked') return;
    // Even when the component is gone by now: what somebody chose is not lost.
    const { files, unreadable } = result.collection;
    if (files.length > 0) onFiles(files);
    if (unreadable.length > 0) onUnreadable?.(unreadable);
  }

  function onChange(event: ChangeEvent<HTMLInputElement>) {
    const files = Array.from(event.currentTarget.files ?? []);
    event.currentTarget.value = '';
    if (files.length > 0) onFiles(files);
  }

  function open() {
    const isPlain = !directory && capture === undefined;
    if (isPlain && canPickHandles()) void openPicker();
    else openInput();
  }

  return {
    open,
    getTriggerProps: (given = {}) => ({
      type: 'button',
      ...given,
      onClick: chainPreventable<MouseEvent<HTMLButtonElement>>(given.onClick, open),
    }),
    getInputProps: (given = {}) => ({
      ...given,
      ref: mergeRefs(input, given.ref),
      type: 'file',
      multiple: multiple && !directory,
      accept,
      capture,
      tabIndex: -1,
      'aria-hidden': true,
      style: visuallyHidden,
      onChange: chainHandlers(given.onChange, onChange),
      // A click on the input inside a drop zone must not count as a click on the zone.
      onClick: chainHandlers(given.onClick, (event) => event.stopPropagation()),
      ...(directory ? { webkitdirectory: '' } : {}),
    }),
  };
}
