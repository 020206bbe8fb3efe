'use client';
import type { UploadState } from '@holdfast/upload-manager';
import { isWorthRetrying } from '@holdfast/upload-manager/messages';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ItemActionButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

/** Starts a failed upload again, from what the server already holds. Not there when no retry could mend the failure. */
export const ItemRetry = takesRef(function ItemRetry(buttonProps: ItemButtonProps): ReactElement | null {
  const { id } = useUploadItem();
  const manager = useUploadManager();
  const { say } = useWording();
  const name = useUpload(id, ({ file, state }) => (isRetriable(state) ? file.name : null)) ?? null;
  if (name === null) return null;
  return (
    <ItemActionButton
      buttonProps={buttonProps}
      action="retry"
      text={say('retry')}
      label={say('retryFile', { name })}
      onPress={() => manager.retry(id)}
    />
  );
});

function isRetriable(state: UploadState): boolean {
  return state.status === 'failed' && isWorthRetrying(state.error);
}
