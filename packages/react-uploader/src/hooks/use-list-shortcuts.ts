'use client';
import { canCancel, canPause, canResume, type UploadState } from '@holdfast/upload-manager';
import type { KeyboardEvent } from 'react';
import { isElement } from './is-element.ts';
import { useUploaderContext } from './uploader-context.ts';
import { useReorder } from './use-reorder.ts';

export interface ListShortcutsOptions {
  /** Whether Alt with an arrow key, Home or End moves the row. @default false */
  readonly canReorder?: boolean | undefined;
  /** Whether X and Ctrl+A select. @default false */
  readonly canSelect?: boolean | undefined;
  /** `?` was pressed. */
  readonly onHelp?: (() => void) | undefined;
}

interface FocusedUpload {
  readonly row: HTMLElement;
  readonly state: UploadState;
}

type Shortcut = (id: string, focused: FocusedUpload) => void;

/**
 * Keys that act on the row with the focus, as a handler for the list's `onKeyDown`. They work inside the list only, and
 * leave fields that people type into alone.
 */
export function useListShortcuts(
  options: ListShortcutsOptions = {},
): (event: KeyboardEvent<HTMLElement>) => void {
  const { canReorder = false, canSelect = false, onHelp } = options;
  const { manager, selection } = useUploaderContext();
  const move = useReorder();

  const shortcuts: Readonly<Record<string, Shortcut>> = {
    ArrowUp: (_, { row }) => focusControl(row, row.previousElementSibling),
    ArrowDown: (_, { row }) => focusControl(row, row.nextElementSibling),
    p(id, { state }) {
      if (canResume(state)) manager.resume(id);
      else if (canPause(state)) manager.pause(id);
    },
    // As the row's own button: what still runs is cancelled and stays to be seen, what is over goes.
    Delete: (id, { state }) => (canCancel(state) ? manager.cancel(id) : manager.remove(id)),
    ...(onHelp === undefined ? {} : { '?': onHelp }),
    ...(canSelect ? { x: selection.toggle, 'Ctrl+a': selection.selectAll } : {}),
    ...(canReorder
      ? {
          'Alt+ArrowUp': (id) => move(id, 'up'),
          'Alt+ArrowDown': (id) => move(id, 'down'),
          'Alt+Home': (id) => move(id, 'first'),
          'Alt+End': (id) => move(id, 'last'),
        }
      : {}),
  };

  return (event) => {
    if (event.defaultPrevented || !isElement(event.target) || isTyping(event.target)) return;
    const row = event.target.closest<HTMLElement>('[data-upload-id], dialog');
    const id = row?.dataset.uploadId ?? '';
    const state = manager.getUpload(id)?.getState().state;
    const shortcut = shortcuts[nameOf(event)];
    if (row === null || state === undefined || shortcut === undefined) return;
    event.preventDefault();
    // A key that is held down goes through the list, and cancels one upload: not all of them, one after the other.
    if (!event.repeat || event.key.startsWith('Arrow')) shortcut(id, { row, state });
  };
}

/** The command key is the control key of a Mac. Shift is part of what it types. */
function nameOf({ altKey, ctrlKey, metaKey, key }: KeyboardEvent): string {
  const letter = key.length === 1 ? key.toLowerCase() : key;
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${letter}`;
}

function isTyping(element: Element): boolean {
  return element.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]') !== null;
}

/** To the control of another row that does what the one with the focus does, or to its first one. */
function focusControl(row: HTMLElement, other: Element | null): void {
  const action = row.querySelector(':focus')?.getAttribute('data-action');
  const same = other?.querySelector<HTMLElement>(`[data-action="${action}"]`);
  (same ?? other?.querySelector<HTMLElement>('button, input'))?.focus();
}
