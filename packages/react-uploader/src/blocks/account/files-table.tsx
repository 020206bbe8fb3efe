'use client';
import type { FileRecord } from '@holdfast/upload-manager';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { type UseFilesOptions, useFiles } from '../../hooks/account/use-files.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { useAnnouncer } from '../../hooks/use-announcer.ts';
import { languagePropsOf } from '../../hooks/use-language-props.ts';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { EmptyNotice } from '../empty-notice.tsx';
import { FilesTableRow } from './files-table-row.tsx';
import { LoadFailure } from './load-failure.tsx';
import { MoreButton } from './more-button.tsx';

/** The files on the server, with download and delete. An upload that completes meanwhile appears on top. */
export function FilesTable(props: UseFilesOptions): ReactElement {
  const { say } = useAccountWording();
  const part = usePartMarks();
  const languageProps = languagePropsOf(useAccountWording());
  const { state, reload, loadMore, deleteFile } = useFiles(props);
  return (
    <div {...languageProps} {...part('files')} tabIndex={-1}>
      {state.status === 'loading' && <p {...part('loading')}>{say('loadingFiles')}</p>}
      {state.status === 'failed' && <LoadFailure error={state.error} onRetry={reload} />}
      {state.status === 'ready' && (
        <>
          <LoadedFiles files={state.items} deleteFile={deleteFile} />
          <MoreButton more={state.more} loadMore={loadMore} loadingText={say('loadingFiles')} />
        </>
      )}
    </div>
  );
}

const loadDialog = async () => (await import('./delete-file-dialog.tsx')).DeleteFileDialog;

interface LoadedFilesProps {
  readonly files: readonly FileRecord[];
  readonly deleteFile: (fileId: string) => Promise<void>;
}

function LoadedFiles({ files, deleteFile }: LoadedFilesProps): ReactElement {
  const { say } = useAccountWording();
  const part = usePartMarks();
  const announce = useAnnouncer();
  const root = useRef<HTMLElement>(null);
  const deletedIndex = useRef<number | null>(null);
  const [asked, setAsked] = useState<FileRecord | null>(null);
  const DeleteFileDialog = useLoaded(loadDialog, asked !== null, files.length > 0);

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
    <section ref={root} tabIndex={-1} aria-label={say('files')} {...part('table-frame')}>
      {files.length === 0 ? (
        <EmptyNotice title={say('noFiles')} hint={say('noFilesHint')} />
      ) : (
        <Table files={files} onDelete={setAsked} />
      )}
      {asked !== null && DeleteFileDialog !== null && (
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
  const { say } = useAccountWording();
  const part = usePartMarks();
  return (
    <table {...part('table')} data-table="files" aria-label={say('files')}>
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
            <span {...part('hidden')}>{say('fileActions')}</span>
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
