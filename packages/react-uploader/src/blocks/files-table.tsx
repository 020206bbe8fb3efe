'use client';
import type { FileRecord } from '@holdfast/upload-manager';
import { describeError, isWorthRetrying } from '@holdfast/upload-manager/messages';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useAnnouncer } from '../hooks/use-announcer.ts';
import { type UseFilesOptions, useFiles } from '../hooks/use-files.ts';
import { useLanguageProps } from '../hooks/use-language-props.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { MorePages } from '../state/pages-resource.ts';
import { DeleteFileDialog } from './delete-file-dialog.tsx';
import { FilesTableRow } from './files-table-row.tsx';
import { QuietButton } from './quiet-button.tsx';

/** The files on the server, with download and delete. An upload that completes meanwhile appears on top. */
export function FilesTable(props: UseFilesOptions): ReactElement {
  const wording = useWording();
  const { say } = wording;
  const languageProps = useLanguageProps();
  const { state, reload, loadMore, deleteFile } = useFiles(props);
  if (state.status === 'loading') {
    return (
      <p {...languageProps} data-upload-part="loading">
        {say('loadingFiles')}
      </p>
    );
  }
  if (state.status === 'failed') {
    return (
      <div {...languageProps} data-upload-part="failure">
        <p>{describeError(state.error, wording).text}</p>
        {isWorthRetrying(state.error) && <QuietButton onClick={reload}>{say('tryAgain')}</QuietButton>}
      </div>
    );
  }
  return (
    <div {...languageProps} data-upload-part="files">
      <LoadedFiles files={state.items} deleteFile={deleteFile} />
      <MoreFilesButton more={state.more} loadMore={loadMore} />
    </div>
  );
}

interface LoadedFilesProps {
  readonly files: readonly FileRecord[];
  readonly deleteFile: (fileId: string) => Promise<void>;
}

function LoadedFiles({ files, deleteFile }: LoadedFilesProps): ReactElement {
  const { say } = useWording();
  const announce = useAnnouncer();
  const root = useRef<HTMLElement>(null);
  const deletedIndex = useRef<number | null>(null);
  const [asked, setAsked] = useState<FileRecord | null>(null);

  useEffect(() => {
    if (deletedIndex.current === null || asked !== null || root.current === null) return;
    focusNear(root.current, deletedIndex.current);
    deletedIndex.current = null;
  });

  function finishDeletion(file: FileRecord) {
    deletedIndex.current = files.indexOf(file);
    setAsked(null);
    announce(say('deletedFile', { name: file.file_name }));
  }

  return (
    <section ref={root} tabIndex={-1} aria-label={say('files')} data-upload-part="files-body">
      {files.length === 0 ? <NoFiles /> : <Table files={files} onDelete={setAsked} />}
      {asked !== null && (
        <DeleteFileDialog
          key={asked.file_id}
          file={asked}
          deleteFile={deleteFile}
          onDeleted={() => finishDeletion(asked)}
          onKept={() => setAsked(null)}
        />
      )}
    </section>
  );
}

/** The row of the question is gone: the keyboard goes on with the one that took its place. */
function focusNear(root: HTMLElement, index: number): void {
  const buttons = root.querySelectorAll<HTMLElement>('[data-action="delete"]');
  const next = buttons[Math.min(index, buttons.length - 1)];
  (next ?? root).focus();
}

interface TableProps {
  readonly files: readonly FileRecord[];
  readonly onDelete: (file: FileRecord) => void;
}

function Table({ files, onDelete }: TableProps): ReactElement {
  const { say } = useWording();
  return (
    <table data-upload-part="files-table" aria-label={say('files')}>
      <thead>
        <tr>
          <th scope="col">{say('fileName')}</th>
          <th scope="col" data-column="size">
            {say('fileSize')}
          </th>
          <th scope="col" data-column="type">
            {say('fileType')}
          </th>
          <th scope="col" data-column="added">
            {say('fileAdded')}
          </th>
          <th scope="col" data-column="actions">
            <span data-upload-part="hidden">{say('fileActions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <FilesTableRow key={file.file_id} file={file} onDelete={onDelete} />
        ))}
      </tbody>
    </table>
  );
}

function NoFiles(): ReactElement {
  const { say } = useWording();
  return (
    <div data-upload-part="empty">
      <strong>{say('noFiles')}</strong>
      <span>{say('noFilesHint')}</span>
    </div>
  );
}

interface MoreFilesButtonProps {
  readonly more: MorePages;
  readonly loadMore: () => void;
}

function MoreFilesButton({ more, loadMore }: MoreFilesButtonProps): ReactElement | null {
  const wording = useWording();
  const { say } = wording;
  if (more.status === 'none') return null;
  return (
    <div data-upload-part="files-more">
      {more.status === 'failed' && <p data-upload-part="notice">{describeError(more.error, wording).text}</p>}
      <QuietButton isIdle={more.status === 'loading'} onClick={loadMore}>
        {more.status === 'loading' ? say('loadingFiles') : say('loadMore')}
      </QuietButton>
    </div>
  );
}
