'use client';
import type { ReactElement } from 'react';
import { useWording } from '../hooks/use-wording.ts';
import { QuietButton } from './quiet-button.tsx';

export interface UnreadableNoticeProps {
  /** Paths of dropped files that the browser would not read. */
  readonly paths: readonly string[];
  readonly onDismiss: () => void;
}

const maxPaths = 5;

/** Says which dropped files are missing, because a list cannot show what is not in it. */
export function UnreadableNotice({ paths, onDismiss }: UnreadableNoticeProps): ReactElement {
  const { texts, count } = useWording();
  const hiddenCount = paths.length - maxPaths;
  return (
    <div data-upload-part="notice">
      <p>{texts.unreadable(paths.length, count(paths.length))}</p>
      <ul>
        {paths.slice(0, maxPaths).map((path) => (
          <li key={path}>{path}</li>
        ))}
        {hiddenCount > 0 && <li>{texts.andMore(count(hiddenCount))}</li>}
      </ul>
      <QuietButton onClick={onDismiss}>{texts.dismiss}</QuietButton>
    </div>
  );
}
