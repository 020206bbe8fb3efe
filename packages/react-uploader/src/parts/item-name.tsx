'use client';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { PartProps } from './part-props.ts';
import { useUploadItem } from './upload-item-context.ts';

/** The file's name, which also names the row. A file from a folder shows its path in the tooltip. */
export function ItemName(props: PartProps<'span'>): ReactElement | null {
  const { id, nameId } = useUploadItem();
  const { name } = useWording();
  const file = useUpload(id, (upload) => upload.file);
  if (file === undefined) return null;
  const title = name(file.relativePath === '' ? file.name : file.relativePath);
  return (
    <span dir="auto" title={title} {...props} id={nameId} data-upload-part="item-name">
      {name(file.name)}
    </span>
  );
}
