'use client';
import { isFinished } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { useUpload } from '../hooks/use-upload.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';
import { usePart } from './use-part.ts';

export interface ItemOwnerState {
  /** Who works on the upload. */
  readonly owner: 'other-page';
}

export interface ItemOwnerProps extends PartProps<'span'> {
  readonly render?: PartRender<PartProps<'span'>, ItemOwnerState>;
}

/** Says that another page works on the upload; there while it does. The row's buttons work all the same. */
export const ItemOwner = takesRef(function ItemOwner(props: ItemOwnerProps): ReactElement | null {
  const draw = usePart('span', 'item-owner', props);
  const { id } = useUploadItem();
  const { say } = useWording();
  const isElsewhere = useUpload(id, ({ owner, state }) => owner === 'other-page' && !isFinished(state));
  if (isElsewhere !== true) return null;
  return draw(
    { owner: 'other-page' },
    {
      children: say('inAnotherTab'),
    },
  );
});
