'use client';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';
import { usePart } from './use-part.ts';

export interface ItemSizeState {
  /** What the whole file takes. */
  readonly sizeBytes: number;
}

export interface ItemSizeProps extends PartProps<'span'> {
  readonly render?: PartRender<PartProps<'span'>, ItemSizeState>;
}

/** The file's size, as soon as it is known. */
export const ItemSize = takesRef(function ItemSize(props: ItemSizeProps): ReactElement | null {
  const draw = usePart('span', 'item-size', props);
  const { id } = useUploadItem();
  const { bytes } = useWording();
  const sizeBytes = useUpload(id, (upload) => upload.file.sizeBytes) ?? null;
  if (sizeBytes === null) return null;
  return draw(
    { sizeBytes },
    {
      children: bytes(sizeBytes),
    },
  );
});
