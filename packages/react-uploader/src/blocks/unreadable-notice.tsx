'use client';
import type { ReactElement } from 'react';
import { useWording } from '../hooks/use-wording.ts';
import { Notice } from './notice.tsx';
import { QuietButton } from './quiet-button.tsx';

export interface UnreadableNoticeProps {
  /** Paths of dropped files that the browser would not read. */
  readonly paths: readonly string[];
  readonly onDismiss: () => void;
}

const maxPaths = 5;

/** Says which dropped files are missing, because a list cannot show what is not in it. */
export function UnreadableNotice({ paths, onDismiss }: UnreadableNoticeProps): ReactElement {
  const { say, name } = useWording();
  const hiddenCount = paths.length - maxPaths;
  return (
    <Notice>
      <p>{say('unreadable', { count: paths.length })}</p>
      <ul>
        {paths.slice(0, maxPaths).map((path, index) => (
          <li key={`${index} ${path}`}>
            <bdi>{name(path)}</bdi>
          </li>
        ))}
        {hiddenCount > 0 && <li>{say('andMore', { count: hiddenCount })}</li>}
      </ul>
      <QuietButton onClick={onDismiss}>{say('dismiss')}</QuietButton>
    </Notice>
  );
}
