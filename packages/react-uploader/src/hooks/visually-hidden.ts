import type { CSSProperties } from 'react';

/** Out of sight, still read aloud and focusable. In the flow, because an absolute box makes pages jump on focus. */
export const visuallyHidden: CSSProperties = {
  display: 'block',
  inlineSize: 0,
  blockSize: 0,
  margin: 0,
  padding: 0,
  border: 0,
  opacity: 0,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
};
