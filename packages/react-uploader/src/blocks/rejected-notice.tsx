'use client';
import type { UploadSnapshot } from '@holdfast/upload-manager';
import { describeError } from '@holdfast/upload-manager/messages';
import type { ReactElement } from 'react';
import { useRejectedUploads } from '../hooks/use-rejected-uploads.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { UploaderWording } from '../texts/uploader-wording.ts';
import { Notice } from './notice.tsx';
import { QuietButton } from './quiet-button.tsx';

const maxFiles = 5;

/** The files that were not taken, each with the reason, until it is told that this was seen. Nothing when all were taken. */
export function RejectedNotice(): ReactElement | null {
  const manager = useUploadManager();
  const wording = useWording();
  const rejected = useRejectedUploads();
  const { say } = wording;
  if (rejected.length === 0) return null;
  const hiddenCount = rejected.length - maxFiles;
  return (
    <Notice data-tone="danger">
      <p>
        <strong>{say('rejectedFiles', { count: rejected.length })}</strong>
      </p>
      <ul>
        {rejected.slice(0, maxFiles).map((upload) => (
          <li key={upload.id}>{reasonOf(upload, wording)}</li>
        ))}
        {hiddenCount > 0 && <li>{say('andMore', { count: hiddenCount })}</li>}
      </ul>
      <QuietButton onClick={() => manager.remove(rejected.map(({ id }) => id))}>{say('dismiss')}</QuietButton>
    </Notice>
  );
}

function reasonOf({ file, state }: UploadSnapshot, wording: UploaderWording): string {
  const reason = state.status === 'failed' ? describeError(state.error, wording).text : '';
  return wording.say('rejectedFile', { name: file.name, reason });
}
