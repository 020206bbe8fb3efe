'use client';
import type { FileRecord, UploadError } from '@holdfast/upload-manager';
import { describeError } from '@holdfast/upload-manager/messages';
import { type ReactElement, useEffect, useId, useRef, useState } from 'react';
import { useWording } from '../hooks/use-wording.ts';
import { asUploadError } from '../state/as-upload-error.ts';
import { QuietButton } from './quiet-button.tsx';

export interface DeleteFileDialogProps {
  readonly file: FileRecord;
  readonly deleteFile: (fileId: string) => Promise<void>;
  /** The file is gone and the dialog is closed. */
  readonly onDeleted: () => void;
  /** The dialog is closed and the file was kept. */
  readonly onKept: () => void;
}

type DeletionState =
  | { readonly status: 'asking' }
  | { readonly status: 'deleting' }
  | { readonly status: 'failed'; readonly error: UploadError };

/** Asks before a file is deleted for good. The browser keeps the focus inside and gives it back afterwards. */
export function DeleteFileDialog({
  file,
  deleteFile,
  onDeleted,
  onKept,
}: DeleteFileDialogProps): ReactElement {
  const wording = useWording();
  const { say } = wording;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [deletion, setDeletion] = useState<DeletionState>({ status: 'asking' });

  useEffect(() => {
    const element = dialog.current;
    // Strict mode comes here twice, and a dialog that is open cannot be opened.
    if (element !== null && !element.open) element.showModal();
  }, []);

  async function confirm() {
    setDeletion({ status: 'deleting' });
    try {
      await deleteFile(file.file_id);
    } catch (cause) {
      setDeletion({ status: 'failed', error: asUploadError(cause) });
      return;
    }
    onDeleted();
  }

  const isDeleting = deletion.status === 'deleting';
  return (
    <dialog
      ref={dialog}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}text`}
      data-upload-part="dialog"
      onCancel={(event) => {
        // The answer is on its way: the dialog closes with it.
        if (isDeleting) event.preventDefault();
      }}
      onClose={onKept}
    >
      <h2 id={`${id}title`}>{say('deleteQuestion')}</h2>
      <p id={`${id}text`}>{say('deleteExplanation', { name: file.file_name, size: file.size_bytes })}</p>
      <div role="alert" data-upload-part="dialog-error">
        {deletion.status === 'failed' && <p>{describeError(deletion.error, wording).text}</p>}
      </div>
      <div data-upload-part="dialog-actions">
        <QuietButton isIdle={isDeleting} onClick={() => dialog.current?.close()}>
          {say('keepFile')}
        </QuietButton>
        <QuietButton data-tone="danger" isIdle={isDeleting} onClick={() => void confirm()}>
          {isDeleting ? say('deleting') : say('delete')}
        </QuietButton>
      </div>
    </dialog>
  );
}
