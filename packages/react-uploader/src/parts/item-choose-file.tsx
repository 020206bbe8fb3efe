'use client';
import { canProvideFile } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useFilePicker } from '../hooks/use-file-picker.ts';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ItemActionButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

/** Lets the user choose the file again that an upload waits for. Another file is refused, and the status says why. */
export const ItemChooseFile = takesRef(function ItemChooseFile(
  buttonProps: ItemButtonProps,
): ReactElement | null {
  const { id } = useUploadItem();
  const manager = useUploadManager();
  const { say } = useWording();
  const name = useUpload(id, ({ file, state }) => (canProvideFile(state) ? file.name : null));
  const { open, getInputProps } = useFilePicker({
    multiple: false,
    onFiles: ([file]) => {
      if (file !== undefined) manager.provideFile(id, file);
    },
  });
  if (name === undefined || name === null) return null;
  return (
    <>
      <ItemActionButton
        buttonProps={buttonProps}
        action="choose-file"
        text={say('chooseAgain')}
        label={say('chooseFileAgain', { name })}
        onPress={open}
      />
      <input {...getInputProps()} data-upload-part="file-input" />
    </>
  );
});
