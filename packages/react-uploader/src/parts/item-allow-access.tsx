'use client';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ItemActionButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

/** Asks the browser for access to the file it remembers; the upload goes on when the user agrees. */
export const ItemAllowAccess = takesRef(function ItemAllowAccess(
  buttonProps: ItemButtonProps,
): ReactElement | null {
  const { id } = useUploadItem();
  const manager = useUploadManager();
  const { say } = useWording();
  const name = useUpload(id, ({ file, state }) =>
    state.status === 'needs-file' && state.need === 'permission' ? file.name : null,
  );
  if (name === undefined || name === null) return null;
  return (
    <ItemActionButton
      buttonProps={buttonProps}
      action="allow-access"
      text={say('allowAccess')}
      label={say('allowAccessToFile', { name })}
      onPress={() => void manager.allowAccess(id).catch(keepRow)}
    />
  );
});

/** A refusal changes nothing: the row stays and can be asked again, or given the file by choosing it. */
function keepRow() {}
