'use client';
import type { FileRecord } from '@holdfast/upload-manager';
import { memo } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { Icon } from '../icon.tsx';
import { QuietButton } from '../quiet-button.tsx';
import { FileTitle } from './file-title.tsx';

export interface FilesTableRowProps {
  readonly file: FileRecord;
  readonly onDelete: (file: FileRecord) => void;
}

/** One file of the table. */
export const FilesTableRow = memo(({ file, onDelete }: FilesTableRowProps) => {
  const { say, bytes, dateTime } = useAccountWording();
  const part = usePartMarks();
  return (
    <tr {...part('file')} data-processing={file.processing_status}>
      <th scope="row">
        <FileTitle
          fileName={file.file_name}
          sizeBytes={file.size_bytes}
          processing={file.processing_status}
        />
      </th>
      <td data-column="size">{bytes(file.size_bytes)}</td>
      <td data-column="type">{file.detected_type ?? file.mime_type}</td>
      <td data-column="added">
        <time dateTime={file.created_at}>{dateTime(file.created_at)}</time>
      </td>
      <td data-column="actions">
        <span {...part('file-actions')}>
          <a
            {...part('button')}
            href={file.url}
            download={file.file_name}
            aria-label={say('downloadFile', { name: file.file_name })}
            title={say('downloadFile', { name: file.file_name })}
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
