'use client';
import type { ReactElement } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useUpload } from '../hooks/use-upload.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

export interface ItemSizeState {
  /** What the whole file takes. */
  readonly sizeBytes: number;
}

export interface ItemSizeProps extends PartProps<'span'> {
  readonly render?: PartRender<PartProps<'span'>, ItemSizeState>;
}

/** The file's size, as soon as it is known. */
export const ItemSize = takesRef(function ItemSize({ render, ...rest }: ItemSizeProps): ReactElement | null {
  const part = usePartMarks();
  const { id } = useUploadItem();
  const { bytes } = useWording();
  const sizeBytes = useUpload(id, (upload) => upload.file.sizeBytes) ?? null;
  if (sizeBytes === null) return null;
  const sizeProps: PartProps<'span'> = {
    ...part('item-size'),
    children: bytes(sizeBytes),
    ...rest,
  };
  return render === undefined ? <span {...sizeProps} /> : render(sizeProps, { sizeBytes });
});
