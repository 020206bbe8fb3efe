'use client';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useWording } from '../hooks/use-wording.ts';
import { canEditDetails } from '../state/can-edit-details.ts';
import { ItemActionButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

export interface ItemEditDetailsProps extends ItemButtonProps {
  /** Somebody wants to edit what is kept with this upload. */
  readonly onEdit: (id: string) => void;
}

/** Asks to edit what is kept with the upload. Not there when another page works on it, or when it was cancelled. */
export const ItemEditDetails = takesRef(function ItemEditDetails({
  onEdit,
  ...rest
}: ItemEditDetailsProps): ReactElement | null {
  const { id } = useUploadItem();
  const { say } = useWording();
  const canEdit = useUpload(id, canEditDetails);
  const name = useUpload(id, ({ file }) => file.name) ?? '';
  if (canEdit !== true) return null;
  return (
    <ItemActionButton
      buttonProps={rest}
      action="edit-details"
      text={say('editDetails')}
      label={say('editDetailsOf', { name })}
      onPress={() => onEdit(id)}
    />
  );
});
