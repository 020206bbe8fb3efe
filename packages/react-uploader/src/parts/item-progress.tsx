'use client';
import {
  percentOf,
  sessionOf,
  storedPartsOf,
  type UploadSnapshot,
  type UploadStatus,
} from '@holdfast/upload-manager';
import { type ReactElement, useRef } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useMergedRefs } from '../hooks/use-merged-refs.ts';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadEffect } from '../hooks/use-upload-effect.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { UploaderWording } from '../texts/uploader-wording.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';
import { usePart } from './use-part.ts';

export interface ItemProgressState {
  /** Where the upload is in its life. @selector [data-status="uploading"] and so on */
  readonly status: UploadStatus;
}

export interface ItemProgressProps extends PartProps<'div'> {
  readonly render?: PartRender<PartProps<'div'>, ItemProgressState>;
}

/**
 * The file's progress bar. Ticks are written straight to the element: `--upload-progress` (0 to 1) for the style,
 * whole percent for assistive technology. `[data-indeterminate]` while nothing can be said.
 */
export const ItemProgress = takesRef(function ItemProgress(props: ItemProgressProps): ReactElement | null {
  const draw = usePart('div', 'item-progress', props);
  const part = usePartMarks();
  const { id, nameId } = useUploadItem();
  const wording = useWording();
  const element = useRef<HTMLDivElement>(null);
  const ref = useMergedRefs(element, props.ref);
  const status = useUpload(id, ({ state }) => state.status);
  useUploadEffect(id, (upload) => {
    if (element.current !== null) writeProgress(element.current, upload, wording);
  });
  if (status === undefined) return null;

  return draw(
    { status },
    {
      role: 'progressbar',
      'aria-labelledby': nameId,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      children: <span {...part('item-progress-fill')} />,
    },
    {
      ref,
      'data-status': status,
    },
  );
});

function writeProgress(element: HTMLElement, upload: UploadSnapshot, wording: UploaderWording): void {
  element.style.setProperty('--upload-progress', String(fractionOf(upload)));
  const isUnknown = upload.file.sizeBytes === null;
  element.toggleAttribute('data-indeterminate', isUnknown);
  if (isUnknown) {
    element.removeAttribute('aria-valuenow');
    element.removeAttribute('aria-valuetext');
    return;
  }
  setAttribute(element, 'aria-valuenow', String(percentOf(upload)));
  setAttribute(element, 'aria-valuetext', valueTextOf(upload, wording));
}

/** Assistive technology is told of every write, even of the same value. */
function setAttribute(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function fractionOf({ file, progress, state }: UploadSnapshot): number {
  if (state.status === 'completed') return 1;
  if (file.sizeBytes === null || file.sizeBytes === 0) return 0;
  return Math.min(1, progress.sentBytes / file.sizeBytes);
}

function valueTextOf(upload: UploadSnapshot, { say, percent }: UploaderWording): string {
  const partCount = sessionOf(upload.state)?.partCount ?? 1;
  if (partCount <= 1) return percent(percentOf(upload));
  return say('percentAndParts', {
    percent: percentOf(upload),
    stored: storedPartsOf(upload.state).length,
    parts: partCount,
  });
}
