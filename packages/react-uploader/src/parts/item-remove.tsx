'use client';
import { isFinished } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ItemActionButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

/** Takes the row of a finished upload out of the list. */
export const ItemRemove = takesRef(function ItemRemove(buttonProps: ItemButtonProps): ReactElement | null {
  const { id } = useUploadItem();
  const manager = useUploadManager();
  const { say } = useWording();
  const name = useUpload(id, ({ file, state }) => (isFinished(state) ? file.name : null)) ?? null;
  if (name === null) return null;
  return (
    <ItemActionButton
      buttonProps={buttonProps}
      action="remove"
      text={say('remove')}
      label={say('removeFile', { name })}
      onPress={() => manager.remove(id)}
    />
  );
});
