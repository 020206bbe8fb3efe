'use client';
import type { FileRecord } from '@holdfast/upload-manager';
import { memo } from 'react';
import { useWording } from '../hooks/use-wording.ts';
import type { UploaderTexts } from '../texts/catalogues/en.ts';
import { FileBadge } from './file-badge.tsx';
import { Icon } from './icon.tsx';
import { QuietButton } from './quiet-button.tsx';

export interface FilesTableRowProps {
  readonly file: FileRecord;
  readonly onDelete: (file: FileRecord) => void;
}

const processingTexts = {
  none: null,
  queued: 'processingQueued',
  processing: 'processingRunning',
  done: null,
  failed: 'processingFailed',
} as const satisfies Record<FileRecord['processing_status'], keyof UploaderTexts | null>;

/** One file of the table. */
export const FilesTableRow = memo(({ file, onDelete }: FilesTableRowProps) => {
  const { say, bytes, dateTime, name } = useWording();
  const processing = processingTexts[file.processing_status];
  const shownName = name(file.file_name);
  return (
    <tr data-upload-part="file" data-processing={file.processing_status}>
      <th scope="row">
        <span data-upload-part="file-title">
          <FileBadge fileName={file.file_name} />
          <span data-upload-part="file-words">
            <span data-upload-part="file-name" dir="auto" title={shownName}>
              {shownName}
            </span>
            {processing !== null && <span data-upload-part="file-processing">{say(processing)}</span>}
          </span>
        </span>
      </th>
      <td data-column="size">{bytes(file.size_bytes)}</td>
      <td data-column="type">{file.detected_type ?? file.mime_type}</td>
      <td data-column="added">
        <time dateTime={file.created_at}>{dateTime(file.created_at)}</time>
      </td>
      <td data-column="actions">
        <span data-upload-part="file-actions">
          <a
            href={file.url}
            download={file.file_name}
            aria-label={say('downloadFile', { name: file.file_name })}
            title={say('downloadFile', { name: file.file_name })}
            data-upload-part="button"
            data-shape="icon"
          >
            <Icon name="download" />
          </a>
          <QuietButton
            aria-label={say('deleteFile', { name: file.file_name })}
            title={say('deleteFile', { name: file.file_name })}
            data-action="delete"
            data-shape="icon"
            onClick={() => onDelete(file)}
          >
            <Icon name="trash" />
          </QuietButton>
        </span>
      </td>
    </tr>
  );
});
