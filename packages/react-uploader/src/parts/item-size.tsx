'use client';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { PartProps } from './part-props.ts';
import { useUploadItem } from './upload-item-context.ts';

/** The file's size, as soon as it is known. */
export function ItemSize(props: PartProps<'span'>): ReactElement | null {
  const { id } = useUploadItem();
  const wording = useWording();
  const sizeBytes = useUpload(id, (upload) => upload.file.sizeBytes) ?? null;
  if (sizeBytes === null) return null;
  return (
    <span {...props} data-upload-part="item-size">
      {wording.bytes(sizeBytes)}
    </span>
  );
}
