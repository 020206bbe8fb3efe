'use client';
import type { ReactElement } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useWording } from '../hooks/use-wording.ts';
import type { UnmatchedFile } from '../state/match-files.ts';
import type { UploaderWording } from '../texts/uploader-wording.ts';
import { Notice } from './notice.tsx';
import { QuietButton } from './quiet-button.tsx';

export interface UnmatchedNoticeProps {
  readonly files: readonly UnmatchedFile[];
  /** Makes new uploads of them. */
  readonly onUpload: () => void;
  readonly onDismiss: () => void;
}

const maxFiles = 5;

/** Names the chosen files that no upload waits for, and what is different where one of the same name does. */
export function UnmatchedNotice({ files, onUpload, onDismiss }: UnmatchedNoticeProps): ReactElement {
  const part = usePartMarks();
  const wording = useWording();
  const { say } = wording;
  const hiddenCount = files.length - maxFiles;
  return (
    <Notice>
      <p>{say('unmatchedFiles', { count: files.length })}</p>
      <ul>
        {files.slice(0, maxFiles).map((file, index) => (
          <li key={`${index} ${file.name}`}>{differenceOf(file, wording)}</li>
        ))}
        {hiddenCount > 0 && <li>{say('andMore', { count: hiddenCount })}</li>}
      </ul>
      <div {...part('resume-actions')}>
        <QuietButton onClick={onUpload}>{say('uploadAsNew')}</QuietButton>
        <QuietButton onClick={onDismiss}>{say('dismiss')}</QuietButton>
      </div>
    </Notice>
  );
}

function differenceOf(
  { name, expectedBytes, offeredBytes }: UnmatchedFile,
  { say }: UploaderWording,
): string {
  if (expectedBytes === null) return say('unmatchedUnknown', { name });
  return say('unmatchedChanged', { name, expected: expectedBytes, offered: offeredBytes });
}
