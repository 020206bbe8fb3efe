'use client';
import type { FileInput } from '@holdfast/upload-manager';
import { createContext } from 'react';

export interface DropZoneState {
  /** Whether files are dragged over the zone. @selector [data-drop-target] */
  readonly isDropTarget: boolean;
  /** Whether dropped folders are still being read. @selector [data-reading] */
  readonly isReading: boolean;
  /** Whether the zone takes nothing at the moment. @selector [data-disabled] */
  readonly isDisabled: boolean;
}

export interface DropZoneContextValue {
  readonly labelId: string;
  readonly descriptionId: string;
  readonly state: DropZoneState;
  readonly onFiles: (files: readonly FileInput[]) => void;
  readonly onUnreadable: (paths: readonly string[]) => void;
  /** Tells the zone what a click on its empty area opens. Returns what takes it back. */
  readonly addTrigger: (open: () => void) => () => void;
  /** Tells the zone that its label or description is on the page. Returns what takes it back. */
  readonly addText: (text: 'label' | 'description') => () => void;
}

export const DropZoneContext = createContext<DropZoneContextValue | null>(null);
