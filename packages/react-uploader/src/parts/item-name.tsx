'use client';
import type { FileDescriptor } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';
import { usePart } from './use-part.ts';

export interface ItemNameState {
  /** The file with its name, folder, type and size. */
  readonly file: FileDescriptor;
}

export interface ItemNameProps extends PartProps<'span'> {
  readonly render?: PartRender<PartProps<'span'>, ItemNameState>;
}

/** The file's name, which also names the row. A file from a folder shows its path in the tooltip. */
export const ItemName = takesRef(function ItemName(props: ItemNameProps): ReactElement | null {
  const draw = usePart('span', 'item-name', props);
  const { id, nameId } = useUploadItem();
  const { name } = useWording();
  const file = useUpload(id, (upload) => upload.file);
  if (file === undefined) return null;
  return draw(
    { file },
    {
      dir: 'auto',
      title: name(file.relativePath === '' ? file.name : file.relativePath),
      children: name(file.name),
    },
    {
      id: nameId,
    },
  );
});
