'use client';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import type { PartProps } from './part-props.ts';
import { useUploadItem } from './upload-item-context.ts';

/** The file's name, which also names the row. A file from a folder shows its path in the tooltip. */
export function ItemName(props: PartProps<'span'>): ReactElement {
  const { id, nameId } = useUploadItem();
  const file = useUpload(id, (upload) => upload.file);
  const title = file?.relativePath === '' ? file.name : file?.relativePath;
  return (
    <span dir="auto" title={title} {...props} id={nameId} data-upload-part="item-name">
      {file?.name}
    </span>
  );
}
