'use client';
import { canRetry } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ItemActionButton, type ItemButtonProps } from './item-button.tsx';
import { useUploadItem } from './upload-item-context.ts';

/** Starts a failed upload again, from what the server already holds. */
export function ItemRetry(buttonProps: ItemButtonProps): ReactElement | null {
  const { id } = useUploadItem();
  const manager = useUploadManager();
  const { texts } = useWording();
  const name = useUpload(id, ({ file, state }) => (canRetry(state) ? file.name : null)) ?? null;
  if (name === null) return null;
  return (
    <ItemActionButton
      buttonProps={buttonProps}
      action="retry"
      text={texts.retry}
      label={texts.retryFile(name)}
      onPress={() => manager.retry(id)}
    />
  );
}
