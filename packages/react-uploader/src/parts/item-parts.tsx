'use client';
import { isFinished, sessionOf, storedPartsOf, type UploadSnapshot } from '@holdfast/upload-manager';
import { type ReactElement, useRef } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useMergedRefs } from '../hooks/use-merged-refs.ts';
import { type UploadView, useUpload } from '../hooks/use-upload.ts';
import { useUploadEffect } from '../hooks/use-upload-effect.ts';
import { type PartProps, type PartRender, presence } from './part-props.ts';
import { type Segment, segmentCountOf, toSegments } from './part-segments.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';
import { usePart } from './use-part.ts';

/** From here on the pieces need all the room there is. */
const denseSegments = 32;

export interface ItemPartsState {
  /** Parts the file is sent in. */
  readonly partCount: number;
  /** Pieces that are drawn: one per part, or several parts in one for very large files. */
  readonly segmentCount: number;
}

export interface ItemPartsProps extends Omit<PartProps<'div'>, 'children'> {
  readonly render?: PartRender<PartProps<'div'>, ItemPartsState>;
}

/**
 * The file's parts as one bar of pieces. Each piece has `data-state` (`waiting`, `sending`, `stored`) and
 * `--upload-part-progress` (0 to 1), written without rendering; `[data-dense]` when there are many. Decoration: `ItemProgress` says the same in words.
 */
export const ItemParts = takesRef(function ItemParts(props: ItemPartsProps): ReactElement | null {
  const draw = usePart('div', 'item-parts', props);
  const part = usePartMarks();
  const { id } = useUploadItem();
  const element = useRef<HTMLDivElement>(null);
  const ref = useMergedRefs(element, props.ref);
  const partCount = useUpload(id, partCountOf) ?? 0;
  const segmentCount = segmentCountOf(partCount);
  useUploadEffect(id, (upload) => {
    if (element.current !== null) writeSegments(element.current, upload);
  });
  if (partCount <= 1) return null;

  return draw(
    { partCount, segmentCount },
    {},
    {
      ref,
      'aria-hidden': true,
      'data-dense': presence(segmentCount > denseSegments),
      children: Array.from({ length: segmentCount }, (_, index) => (
        <span key={index} {...part('item-part')} />
      )),
    },
  );
});

/** A finished upload has no parts any more: it is one file. */
function partCountOf({ state }: UploadView): number {
  return isFinished(state) && state.status !== 'failed' ? 0 : (sessionOf(state)?.partCount ?? 0);
}

function writeSegments(bar: HTMLElement, { state, progress }: UploadSnapshot): void {
  const session = sessionOf(state);
  if (session === null) return;
  const segments = toSegments({
    partCount: session.partCount,
    storedParts: state.status === 'completing' ? allParts(session.partCount) : storedPartsOf(state),
    inFlight: progress.inFlight,
  });
  const pieces = bar.querySelectorAll<HTMLElement>('[data-upload-part="item-part"]');
  for (const [index, piece] of pieces.entries()) {
    const segment = segments[index];
    if (segment !== undefined) writeSegment(piece, segment);
  }
}

/** Touches the page only where something changed: most pieces are the same from tick to tick. */
function writeSegment(piece: HTMLElement, segment: Segment): void {
  const state = stateOf(segment);
  const filled = segment.filled.toFixed(3);
  if (piece.dataset.state !== state) piece.dataset.state = state;
  if (piece.style.getPropertyValue('--upload-part-progress') === filled) return;
  piece.style.setProperty('--upload-part-progress', filled);
}

function stateOf({ filled, isSending }: Segment): 'waiting' | 'sending' | 'stored' {
  if (isSending) return 'sending';
  return filled >= 1 ? 'stored' : 'waiting';
}

function allParts(partCount: number): readonly number[] {
  return Array.from({ length: partCount }, (_, index) => index + 1);
}
