'use client';
import { createContext } from 'react';

/** Where a row stands in a list of which only a window is on the page. */
export interface RowPosition {
  /** From 1. */
  readonly position: number;
  readonly rowCount: number;
}

export const RowPositionContext = createContext<RowPosition | null>(null);
