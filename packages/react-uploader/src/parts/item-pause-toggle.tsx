'use client';
import { canPause, canResume } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ItemActionButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

/** Pauses or resumes. One button for both, so that the focus stays where it is. */
export const ItemPauseToggle = takesRef(function ItemPauseToggle(
  buttonProps: ItemButtonProps,
): ReactElement | null {
  const { id } = useUploadItem();
  const manager = useUploadManager();
  const { say } = useWording();
  const upload = useUpload(id, ({ file, state }) => ({
    name: file.name,
    isPausable: canPause(state),
    isResumable: canResume(state),
  }));
  if (upload?.isResumable === true) {
    return (
      <ItemActionButton
        buttonProps={buttonProps}
        action="resume"
        text={say('resume')}
        label={say('resumeFile', { name: upload.name })}
        onPress={() => manager.resume(id)}
      />
    );
  }
  if (upload?.isPausable !== true) return null;
  return (
    <ItemActionButton
      buttonProps={buttonProps}
      action="pause"
      text={say('pause')}
      label={say('pauseFile', { name: upload.name })}
      onPress={() => manager.pause(id)}
    />
  );
});
