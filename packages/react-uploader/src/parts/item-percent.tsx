'use client';
import { percentOf, type UploadStatus } from '@holdfast/upload-manager';
import { type ReactElement, useRef } from 'react';
import { useMergedRefs } from '../hooks/use-merged-refs.ts';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadEffect } from '../hooks/use-upload-effect.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';
import { usePart } from './use-part.ts';

export interface ItemPercentState {
  /** Where the upload is in its life. @selector [data-status="uploading"] and so on */
  readonly status: UploadStatus;
}

export interface ItemPercentProps extends Omit<PartProps<'span'>, 'children'> {
  readonly render?: PartRender<PartProps<'span'>, ItemPercentState>;
}

/** Whole percent as text, written without rendering. For the eye only: `ItemProgress` says it to everyone else. */
export const ItemPercent = takesRef(function ItemPercent(props: ItemPercentProps): ReactElement | null {
  const draw = usePart('span', 'item-percent', props);
  const { id } = useUploadItem();
  const wording = useWording();
  const element = useRef<HTMLSpanElement>(null);
  const ref = useMergedRefs(element, props.ref);
  const status = useUpload(id, ({ state }) => state.status);
  useUploadEffect(id, (upload) => {
    const text = upload.file.sizeBytes === null ? '' : wording.percent(percentOf(upload));
    if (element.current !== null && element.current.textContent !== text) element.current.textContent = text;
  });
  if (status === undefined) return null;
  return draw(
    { status },
    {},
    {
      ref,
      'aria-hidden': true,
      'data-status': status,
    },
  );
});
