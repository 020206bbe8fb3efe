'use client';
import { isFinished } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ItemActionButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

/** Takes over an upload that another page works on, for when that page is asleep. A page that is gone needs no button. */
export const ItemTakeOver = takesRef(function ItemTakeOver(
  buttonProps: ItemButtonProps,
): ReactElement | null {
  const { id } = useUploadItem();
  const manager = useUploadManager();
  const { say } = useWording();
  const name = useUpload(id, ({ file, owner, state }) =>
    owner === 'other-page' && !isFinished(state) ? file.name : null,
  );
  if (name === undefined || name === null) return null;
  return (
    <ItemActionButton
      buttonProps={buttonProps}
      action="take-over"
      text={say('takeOver')}
      label={say('takeOverFile', { name })}
      onPress={() => void manager.takeOver(id)}
    />
  );
});
