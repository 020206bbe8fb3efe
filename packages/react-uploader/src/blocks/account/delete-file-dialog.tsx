'use client';
import type { FileRecord } from '@holdfast/upload-manager';
import { UploadError } from '@holdfast/upload-manager';
import { type ReactElement, useState } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import { usesOf } from '../../state/account/uses-of.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { ReferenceName } from './reference-name.tsx';

export interface DeleteFileDialogProps {
  readonly file: FileRecord;
  readonly deleteFile: (fileId: string, options: { readonly force: boolean }) => Promise<void>;
  /** The file is gone and the dialog is closed. */
  readonly onDeleted: () => void;
  /** The dialog is closed and the file was kept. */
  readonly onKept: () => void;
}

/** Asks before a file is deleted for good, and once more, with what uses it, when it is in use. */
export function DeleteFileDialog({
  file,
  deleteFile,
  onDeleted,
  onKept,
}: DeleteFileDialogProps): ReactElement {
  const { say } = useAccountWording();
  const [refusal, setRefusal] = useState<UploadError | null>(null);

  async function act() {
    try {
      await deleteFile(file.file_id, { force: refusal !== null });
    } catch (cause) {
      if (cause instanceof UploadError && cause.code === 'file_in_use') setRefusal(cause);
      throw cause;
    }
  }

  return (
    <ConfirmDialog
      title={say('deleteQuestion')}
      explanation={say('deleteExplanation', { name: file.file_name, size: file.size_bytes })}
      confirmText={refusal === null ? say('delete') : say('deleteAnyway')}
      busyText={say('deleting')}
      keepText={say('keepFile')}
      tone="danger"
      act={act}
      onDone={onDeleted}
      onKept={onKept}
    >
      {refusal !== null && <Uses refusal={refusal} />}
    </ConfirmDialog>
  );
}

/** Where a file is used, as far as the server listed it. */
function Uses({ refusal }: { readonly refusal: UploadError }): ReactElement | null {
  const { say } = useAccountWording();
  const part = usePartMarks();
  const { references, count } = usesOf(refusal);
  if (count === 0) return null;
  const hiddenCount = count - references.length;
  return (
    <div {...part('uses')}>
      <p>{say('usedIn', { count })}</p>
      <ul>
        {references.map(({ type, id }) => (
          <li key={`${type}/${id}`}>
            <ReferenceName type={type} id={id} />
          </li>
        ))}
        {hiddenCount > 0 && <li>{say('andMore', { count: hiddenCount })}</li>}
      </ul>
    </div>
  );
}
