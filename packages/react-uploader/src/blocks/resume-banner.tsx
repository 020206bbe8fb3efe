'use client';
import type { FileInput } from '@holdfast/upload-manager';
import { type ReactElement, useId, useState } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useAnnouncer } from '../hooks/use-announcer.ts';
import { useResume } from '../hooks/use-resume.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { FileTrigger } from '../parts/file-trigger.tsx';
import type { UnmatchedFile } from '../state/match-files.ts';
import { Notice } from './notice.tsx';
import { QuietButton } from './quiet-button.tsx';
import { UnmatchedNotice } from './unmatched-notice.tsx';

/**
 * Offers to go on with the uploads of an earlier visit whose files the browser did not keep: one choice for all of
 * them. What was chosen and fits none is named, with what is different about it. Nothing when none waits.
 */
export function ResumeBanner(): ReactElement | null {
  const part = usePartMarks();
  const manager = useUploadManager();
  const { say } = useWording();
  const announce = useAnnouncer();
  const titleId = useId();
  const { waiting, permissionCount, provideFiles, allowAccess, discard } = useResume();
  const [unmatched, setUnmatched] = useState<readonly UnmatchedFile[]>([]);

  function offer(inputs: readonly FileInput[]) {
    const matches = provideFiles(inputs);
    setUnmatched(matches.unmatched);
    if (matches.matched.length > 0) announce(say('resumedFiles', { count: matches.matched.length }));
    if (matches.unmatched.length > 0) announce(say('unmatchedFiles', { count: matches.unmatched.length }));
  }

  return (
    <>
      {waiting.length > 0 && (
        <Notice aria-labelledby={titleId} {...part('resume-banner')}>
          <div {...part('resume-text')}>
            <strong id={titleId}>{say('resumeTitle', { count: waiting.length })}</strong>
            <span>{say('resumeHint')}</span>
          </div>
          <div {...part('resume-actions')}>
            {permissionCount > 0 && (
              <QuietButton data-tone="accent" onClick={() => void allowAccess()}>
                {say('allowAccess')}
              </QuietButton>
            )}
            <FileTrigger onFiles={offer} />
            <QuietButton data-tone="plain" onClick={discard}>
              {say('discardWaiting')}
            </QuietButton>
          </div>
        </Notice>
      )}
      {unmatched.length > 0 && (
        <UnmatchedNotice
          files={unmatched}
          onUpload={() => {
            manager.add(unmatched.map(({ input }) => input));
            setUnmatched([]);
          }}
          onDismiss={() => setUnmatched([])}
        />
      )}
    </>
  );
}
