'use client';
import { canCancel } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ItemActionButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

/** Stops an upload for good and keeps its row. */
export const ItemCancel = takesRef(function ItemCancel(buttonProps: ItemButtonProps): ReactElement | null {
  const { id } = useUploadItem();
  const manager = useUploadManager();
  const { say } = useWording();
  const name = useUpload(id, ({ file, state }) => (canCancel(state) ? file.name : null)) ?? null;
  if (name === null) return null;
  return (
    <ItemActionButton
      buttonProps={buttonProps}
      action="cancel"
      text={say('cancel')}
      label={say('cancelFile', { name })}
      onPress={() => manager.cancel(id)}
    />
  );
});
