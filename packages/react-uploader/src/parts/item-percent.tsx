'use client';
import { percentOf } from '@holdfast/upload-manager';
import { type ReactElement, useRef } from 'react';
import { useUploadEffect } from '../hooks/use-upload-effect.ts';
import { useWording } from '../hooks/use-wording.ts';
import { mergeRefs } from './merge-refs.ts';
import type { PartProps } from './part-props.ts';
import { useUploadItem } from './upload-item-context.ts';

/** Whole percent as text, written without rendering. For the eye only: `ItemProgress` says it to everyone else. */
export function ItemPercent({ ref, ...rest }: Omit<PartProps<'span'>, 'children'>): ReactElement {
  const { id } = useUploadItem();
  const wording = useWording();
  const element = useRef<HTMLSpanElement>(null);
  useUploadEffect(id, (upload) => {
    const text = upload.file.sizeBytes === null ? '' : wording.percent(percentOf(upload));
    if (element.current !== null && element.current.textContent !== text) element.current.textContent = text;
  });
  return <span {...rest} ref={mergeRefs(element, ref)} aria-hidden="true" data-upload-part="item-percent" />;
}
