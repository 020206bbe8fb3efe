'use client';
import type { FileReference } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useAccountWording } from '../../hooks/account/use-account-wording.ts';
import { useFiles } from '../../hooks/account/use-files.ts';
import type { Labels } from '../../hooks/account/use-labels.ts';
import { useReferenceLabel } from '../../hooks/account/use-reference-label.ts';
import { usePartMarks } from '../../hooks/class-names.tsx';
import type { ReferenceSummary } from '../../state/account/references-resource.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

export interface DeleteReferenceDialogProps {
  readonly reference: FileReference;
  /** How many files it has; unknown when its page of references was not fetched. */
  readonly summary: ReferenceSummary | undefined;
  readonly workspaceId: string | undefined;
  readonly labels: Labels | undefined;
  readonly act: () => Promise<void>;
  readonly onDone: () => void;
  readonly onKept: () => void;
}

const mostNames = 5;

/** Asks before all files of a reference are deleted, and names what goes. */
export function DeleteReferenceDialog(props: DeleteReferenceDialogProps): ReactElement {
  const { reference, summary, workspaceId, labels, act, onDone, onKept } = props;
  const { say, name } = useAccountWording();
  const part = usePartMarks();
  const labelOf = useReferenceLabel(labels);
  const { state } = useFiles({
    workspaceId,
    pageSize: mostNames,
    referenceType: reference.type,
    referenceId: reference.id,
  });
  const files = state.status === 'ready' ? state.items.slice(0, mostNames) : [];
  const count = summary?.files ?? files.length;
  const size = summary?.bytes ?? files.reduce((sum, file) => sum + file.size_bytes, 0);
  const hiddenCount = count - files.length;
  return (
    <ConfirmDialog
      title={say('deleteAllQuestion')}
      explanation={say('deleteAllExplanation', {
        count,
        size,
        name: `${labelOf(reference.type)} ${reference.id}`,
      })}
      confirmText={say('deleteAll')}
      busyText={say('deleting')}
      keepText={say('keepFiles')}
      tone="danger"
      act={act}
      onDone={onDone}
      onKept={onKept}
    >
      <ul {...part('uses')}>
        {files.map((file) => (
          <li key={file.file_id}>
            <bdi>{name(file.file_name)}</bdi>
          </li>
        ))}
        {hiddenCount > 0 && files.length > 0 && <li>{say('andMore', { count: hiddenCount })}</li>}
      </ul>
    </ConfirmDialog>
  );
}
