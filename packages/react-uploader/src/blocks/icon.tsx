import type { ReactElement } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';

/** Strokes on a 24-unit grid, drawn for this package. */
const paths = {
  upload: 'M12 15.5V4.5m0 0L7.5 9M12 4.5 16.5 9M4.5 14.5v3a2.5 2.5 0 0 0 2.5 2.5h10a2.5 2.5 0 0 0 2.5-2.5v-3',
  pause: 'M9 6v12M15 6v12',
  resume: 'M8.5 5.8v12.4l9.5-6.2z',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  trash:
    'M5 7h14M10 7V4.8h4V7M7 7l.8 11.2a1.5 1.5 0 0 0 1.5 1.3h5.4a1.5 1.5 0 0 0 1.5-1.3L17 7M10.3 10.5v5.5M13.7 10.5v5.5',
  download: 'M12 4.5v11m0 0L7.5 11M12 15.5l4.5-4.5M5 19.5h14',
  up: 'M12 18.5V6m0 0-5 5m5-5 5 5',
  down: 'M12 5.5V18m0 0-5-5m5 5 5-5',
  edit: 'M5 19l.9-3.9L16.2 4.8a1.6 1.6 0 0 1 2.3 0l.7.7a1.6 1.6 0 0 1 0 2.3L8.9 18.1zM14.4 6.6l3 3',
  grip: 'M9 6.5v.01M15 6.5v.01M9 12v.01M15 12v.01M9 17.5v.01M15 17.5v.01',
  keyboard:
    'M4.5 6.5h15A1.5 1.5 0 0 1 21 8v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16V8a1.5 1.5 0 0 1 1.5-1.5zM7 10.2v.01M10.3 10.2v.01M13.7 10.2v.01M17 10.2v.01M8.5 14h7',
  folder:
    'M3.8 7.3A1.8 1.8 0 0 1 5.6 5.5h3.6l2 2.3h7.2a1.8 1.8 0 0 1 1.8 1.8v7.1a1.8 1.8 0 0 1-1.8 1.8H5.6a1.8 1.8 0 0 1-1.8-1.8z',
} as const;

export type IconName = keyof typeof paths;

/** Decoration beside words, never instead of them. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  const part = usePartMarks();
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" {...part('icon')} data-icon={name}>
      <path d={paths[name]} />
    </svg>
  );
}
