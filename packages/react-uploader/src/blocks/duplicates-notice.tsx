'use client';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useAnnouncer } from '../hooks/use-announcer.ts';
import { useDuplicateUploads } from '../hooks/use-duplicate-uploads.ts';
import { useLatest } from '../hooks/use-latest.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { scheduleTimeout } from '../state/schedule.ts';
import { Notice } from './notice.tsx';
import { QuietButton } from './quiet-button.tsx';

const maxFiles = 5;
/** Sizes of many files come to be known one after the other. */
const settleMs = 700;

/** Files that were added although they are in the list already: to be left out, or kept. Nothing when there are none. */
export function DuplicatesNotice(): ReactElement | null {
  const part = usePartMarks();
  const manager = useUploadManager();
  const { say, name } = useWording();
  const duplicates = useDuplicateUploads();
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const asked = duplicates.filter(({ id }) => !kept.has(id));
  const ids = asked.map(({ id }) => id);
  const hiddenCount = asked.length - maxFiles;
  useSaidWhenMore(say('duplicateFiles', { count: asked.length }), asked.length);
  if (asked.length === 0) return null;
  return (
    <Notice>
      <p>
        <strong>{say('duplicateFiles', { count: asked.length })}</strong>
      </p>
      <ul>
        {asked.slice(0, maxFiles).map(({ id, file }) => (
          <li key={id}>
            <bdi>{name(file.relativePath || file.name)}</bdi>
          </li>
        ))}
        {hiddenCount > 0 && <li>{say('andMore', { count: hiddenCount })}</li>}
      </ul>
      <div {...part('resume-actions')}>
        <QuietButton onClick={() => manager.remove(ids)}>{say('leaveOut')}</QuietButton>
        <QuietButton onClick={() => setKept(new Set([...kept, ...ids]))}>{say('keepDuplicates')}</QuietButton>
      </div>
    </Notice>
  );
}

/** Read aloud once nothing more comes for a moment, and not again when some are left out. */
function useSaidWhenMore(text: string, count: number): void {
  const announce = useAnnouncer();
  const saidCount = useRef(0);
  const sayAll = useLatest(() => {
    saidCount.current = count;
    announce(text);
  });

  useEffect(() => {
    if (count > saidCount.current) return scheduleTimeout(sayAll, settleMs);
    saidCount.current = count;
    return undefined;
  }, [count, sayAll]);
}
