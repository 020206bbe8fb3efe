'use client';
import { type ClipboardEvent, type DragEvent, type HTMLAttributes, useRef, useState } from 'react';
import { collectFiles, hasFiles } from '../files/collect-files.ts';
import type { FileCollection } from '../files/file-collection.ts';
import { chainHandlers, chainPreventable, chainUntaken } from './chain-handlers.ts';
import { isElement } from './is-element.ts';
import { isInDisabledFieldset } from './is-in-disabled-fieldset.ts';
import { isTextField } from './is-text-field.ts';
import { usePageDropGuard } from './use-page-drop-guard.ts';
import { usePagePaste } from './use-page-paste.ts';

export interface UseDropzoneOptions {
  /** Takes what was dropped or pasted. */
  readonly onDrop: (collection: FileCollection) => void;
  /** Takes nothing, and lets nobody think that it would. @default false */
  readonly isDisabled?: boolean | undefined;
  /** Where a paste counts: while the focus is in the zone, anywhere on the page, or nowhere. @default 'zone' */
  readonly paste?: 'zone' | 'page' | 'off' | undefined;
}

export interface DropzoneRootProps extends HTMLAttributes<HTMLElement> {
  readonly 'data-drop-target': '' | undefined;
}

export interface DropzoneControls {
  /** Whether files are dragged over the zone. */
  readonly isDropTarget: boolean;
  /** Whether dropped folders are still being read. */
  readonly isReading: boolean;
  /** Props of the element that takes drops. Hand in your own: your handlers run too, before the zone's. */
  getRootProps(given?: HTMLAttributes<HTMLElement>): DropzoneRootProps;
}

/** Takes dropped and pasted files and folders, with their handles where the browser gives them. */
export function useDropzone({
  onDrop,
  isDisabled = false,
  paste = 'zone',
}: UseDropzoneOptions): DropzoneControls {
  const entered = useRef(new Set<EventTarget>());
  const [isOver, setIsOver] = useState(false);
  const [readingCount, setReadingCount] = useState(0);

  async function take(transfer: DataTransfer) {
    // Started before the first wait: the browser empties the transfer when the listener returns.
    const reading = collectFiles(transfer);
    setReadingCount((count) => count + 1);
    const collection = await reading;
    setReadingCount((count) => count - 1);
    if (collection.files.length > 0 || collection.unreadable.length > 0) onDrop(collection);
  }

  function takePaste(event: Pick<globalThis.ClipboardEvent, 'clipboardData' | 'preventDefault'>) {
    // Pasted text is none of the zone's business.
    if (isDisabled || !hasFiles(event.clipboardData)) return;
    event.preventDefault();
    void take(event.clipboardData);
  }

  function takes({ currentTarget, dataTransfer }: DragEvent<HTMLElement>) {
    return !isDisabled && !isInDisabledFieldset(currentTarget) && hasFiles(dataTransfer);
  }

  function leaveAll() {
    entered.current.clear();
    setIsOver(false);
  }

  usePageDropGuard();
  usePagePaste(paste === 'page', takePaste);

  return {
    isDropTarget: isOver && !isDisabled,
    isReading: readingCount > 0,
    getRootProps: (given = {}) => ({
      ...given,
      'data-drop-target': isOver && !isDisabled ? '' : undefined,
      onDragEnter: chainUntaken<DragEvent<HTMLElement>>(given.onDragEnter, (event) => {
        if (!takes(event)) return;
        event.preventDefault();
        entered.current.add(event.target);
        setIsOver(true);
      }),
      onDragOver: chainHandlers<DragEvent<HTMLElement>>(given.onDragOver, (event) => {
        if (!takes(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }),
      onDragLeave: chainHandlers<DragEvent<HTMLElement>>(given.onDragLeave, (event) => {
        const zone = event.currentTarget;
        entered.current.delete(event.target);
        // An element that is taken out of the page while the pointer is over it never says that it was left.
        for (const target of entered.current) {
          if (!isElement(target) || !zone.contains(target)) entered.current.delete(target);
        }
        if (entered.current.size === 0) setIsOver(false);
      }),
      onDrop: chainUntaken<DragEvent<HTMLElement>>(given.onDrop, (event) => {
        leaveAll();
        if (!takes(event)) return;
        event.preventDefault();
        void take(event.dataTransfer);
      }),
      onPaste: chainPreventable<ClipboardEvent<HTMLElement>>(given.onPaste, (event) => {
        if (paste !== 'zone' || isMeantForField(event) || isInDisabledFieldset(event.currentTarget)) return;
        takePaste(event);
      }),
    }),
  };
}

/** A spreadsheet brings a picture along with the words that somebody wants in a field. */
function isMeantForField({ clipboardData, target }: ClipboardEvent): boolean {
  return isTextField(target) && clipboardData.types.includes('text/plain');
}
