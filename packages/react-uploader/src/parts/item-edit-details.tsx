'use client';
import type { ReactElement } from 'react';
import { canEditDetails } from '../state/can-edit-details.ts';
import { ItemButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';

export interface ItemEditDetailsProps extends ItemButtonProps {
  /** Somebody wants to edit what is kept with this upload. */
  readonly onEdit: (id: string) => void;
}

/** Asks to edit what is kept with the upload. Not there when another page works on it, or when it was cancelled. */
export const ItemEditDetails = takesRef(function ItemEditDetails({
  onEdit,
  ...rest
}: ItemEditDetailsProps): ReactElement | null {
  return (
    <ItemButton
      buttonProps={rest}
      action="edit-details"
      text="editDetails"
      label="editDetailsOf"
      isOffered={canEditDetails}
      press={(_, id) => onEdit(id)}
    />
  );
});
