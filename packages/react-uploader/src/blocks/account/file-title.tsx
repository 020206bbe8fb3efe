'use client';
import type { FileRecord } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import type { UploaderTexts } from '../../texts/whole/en.ts';
import { FileBadge } from '../file-badge.tsx';

export interface FileTitleProps {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly processing: FileRecord['processing_status'];
}

const processingTexts = {
  none: null,
  queued: 'processingQueued',
  processing: 'processingRunning',
  done: null,
  failed: 'processingFailed',
} as const satisfies Record<FileRecord['processing_status'], keyof UploaderTexts | null>;

/** A file's name in a table, with what its processing says. */
export function FileTitle({ fileName, sizeBytes, processing }: FileTitleProps): ReactElement {
  const { say, name, bytes } = useAccountWording();
  const part = usePartMarks();
  const processingText = processingTexts[processing];
  const shownName = name(fileName);
  return (
    <span {...part('file-title')}>
      <FileBadge fileName={fileName} />
      <span {...part('file-words')}>
        <span {...part('file-name')} dir="auto" title={shownName}>
          {shownName}
        </span>
        {/* For the style to show where it takes the column of sizes away. */}
        <span {...part('file-size')} hidden>
          {bytes(sizeBytes)}
        </span>
        {processingText !== null && <span {...part('file-processing')}>{say(processingText)}</span>}
      </span>
    </span>
  );
}
