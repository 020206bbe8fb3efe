'use client';
import { canProvideFile } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useFilePicker } from '../hooks/use-file-picker.ts';
import { type UploadView, useUpload } from '../hooks/use-upload.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { ItemButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

/** Lets the user choose the file again that an upload waits for. Another file is refused, and the status says why. */
export const ItemChooseFile = takesRef(function ItemChooseFile(props: ItemButtonProps): ReactElement | null {
  const { id } = useUploadItem();
  const manager = useUploadManager();
  const isWaiting = useUpload(id, waitsForFile);
  const { open, getInputProps } = useFilePicker({
    multiple: false,
    onFiles: ([file]) => {
      if (file !== undefined) manager.provideFile(id, file);
    },
  });
  if (isWaiting !== true) return null;
  return (
    <>
      <ItemButton
        buttonProps={props}
        action="choose-file"
        text="chooseAgain"
        label="chooseFileAgain"
        isOffered={waitsForFile}
        press={open}
      />
      <input {...getInputProps()} data-upload-part="file-input" />
    </>
  );
});

function waitsForFile({ state }: UploadView): boolean {
  return canProvideFile(state);
}
