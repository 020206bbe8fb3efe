'use client';
import type { MouseEvent, ReactElement } from 'react';
import { chainPreventable } from '../hooks/chain-handlers.ts';
import { useUploaderContext } from '../hooks/uploader-context.ts';
import { useIsSelected } from '../hooks/use-selection.ts';
import { useUpload } from '../hooks/use-upload.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';
import { usePart } from './use-part.ts';

export interface ItemCheckboxState {
  /** Whether the upload is selected. */
  readonly isSelected: boolean;
}

export interface ItemCheckboxProps extends Omit<PartProps<'input'>, 'type' | 'checked'> {
  readonly render?: PartRender<PartProps<'input'>, ItemCheckboxState>;
}

/** Selects the upload. With the shift key, all from the one selected before to this one. */
export const ItemCheckbox = takesRef(function ItemCheckbox(props: ItemCheckboxProps): ReactElement | null {
  const draw = usePart('input', 'item-checkbox', props);
  const { id } = useUploadItem();
  const { selection } = useUploaderContext();
  const { say } = useWording();
  const isSelected = useIsSelected(id);
  const name = useUpload(id, ({ file }) => file.name);
  if (name === undefined) return null;
  return draw(
    { isSelected },
    {
      'aria-label': say('selectFile', { name }),
    },
    {
      type: 'checkbox',
      checked: isSelected,
      // A change event does not know of the shift key; a click does, and the space bar clicks too.
      onChange: props.onChange ?? (() => {}),
      onClick: chainPreventable<MouseEvent<HTMLInputElement>>(props.onClick, ({ shiftKey }) => {
        if (shiftKey) selection.extendTo(id);
        else selection.toggle(id);
      }),
    },
  );
});
