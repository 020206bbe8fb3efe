import type { CSSProperties } from 'react';

/**
 * Out of sight, still read aloud. Without offsets an absolute box stays where it is in the text, so that nothing ever
 * scrolls to it, and it takes no gap of a grid around it.
 */
export const visuallyHidden: CSSProperties = {
  position: 'absolute',
  inlineSize: 1,
  blockSize: 1,
  margin: 0,
  padding: 0,
  border: 0,
  opacity: 0,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
};
