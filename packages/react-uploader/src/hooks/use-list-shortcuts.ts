'use client';
import { canCancel, canPause, canResume, type UploadManager } from '@holdfast/upload-manager';
import type { KeyboardEvent } from 'react';
import { isElement } from './is-element.ts';
import { useUploaderContext } from './uploader-context.ts';
import { useReorder } from './use-reorder.ts';

export interface ListShortcutsOptions {
  /** @default false */
  readonly canReorder?: boolean | undefined;
  /** @default false */
  readonly canSelect?: boolean | undefined;
  /** `?` was pressed. */
  readonly onHelp?: (() => void) | undefined;
}

type Shortcut = (id: string, row: HTMLElement) => void;

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
    ArrowUp: (_, row) => focusRow(row, 'previous'),
    ArrowDown: (_, row) => focusRow(row, 'next'),
    p: (id) => togglePause(manager, id),
    Delete: (id) => removeOrCancel(manager, id),
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
    const shortcut = shortcuts[nameOf(event)];
    if (row?.dataset.uploadId === undefined || shortcut === undefined) return;
    event.preventDefault();
    // A key that is held down goes through the list, and cancels one upload: not all of them, one after the other.
    if (!event.repeat || event.key.startsWith('Arrow')) shortcut(row.dataset.uploadId, row);
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

function togglePause(manager: UploadManager, id: string): void {
  const state = manager.getUpload(id)?.getState().state;
  if (state === undefined) return;
  if (canResume(state)) manager.resume(id);
  else if (canPause(state)) manager.pause(id);
}

/** As the row's own button: what still runs is cancelled and stays to be seen, what is over goes. */
function removeOrCancel(manager: UploadManager, id: string): void {
  const state = manager.getUpload(id)?.getState().state;
  if (state === undefined) return;
  if (canCancel(state)) manager.cancel(id);
  else manager.remove(id);
}

/** To the same control of the neighbour, or to its first one. */
function focusRow(row: HTMLElement, to: 'previous' | 'next'): void {
  const neighbour = to === 'next' ? row.nextElementSibling : row.previousElementSibling;
  const action = row.querySelector(':focus')?.getAttribute('data-action') ?? null;
  const same = action === null ? null : neighbour?.querySelector<HTMLElement>(`[data-action="${action}"]`);
  (same ?? neighbour?.querySelector<HTMLElement>('button, input'))?.focus();
}
