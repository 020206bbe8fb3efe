'use client';
import type { MouseEvent, ReactElement } from 'react';
import { chainPreventable } from '../hooks/chain-handlers.ts';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useUploaderContext } from '../hooks/uploader-context.ts';
import { useIsSelected } from '../hooks/use-selection.ts';
import { useUpload } from '../hooks/use-upload.ts';
import { useWording } from '../hooks/use-wording.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

export interface ItemCheckboxState {
  /** Whether the upload is selected. */
  readonly isSelected: boolean;
}

export interface ItemCheckboxProps extends Omit<PartProps<'input'>, 'type' | 'checked'> {
  readonly render?: PartRender<PartProps<'input'>, ItemCheckboxState>;
}

/** Selects the upload. With the shift key, all from the one selected before to this one. */
export const ItemCheckbox = takesRef(function ItemCheckbox({
  render,
  ...rest
}: ItemCheckboxProps): ReactElement | null {
  const part = usePartMarks();
  const { id } = useUploadItem();
  const { selection } = useUploaderContext();
  const { say } = useWording();
  const isSelected = useIsSelected(id);
  const name = useUpload(id, ({ file }) => file.name);
  if (name === undefined) return null;
  const checkboxProps: PartProps<'input'> = {
    ...part('item-checkbox'),
    'aria-label': say('selectFile', { name }),
    ...rest,
    type: 'checkbox',
    checked: isSelected,
    // A change event does not know of the shift key; a click does, and the space bar clicks too.
    onChange: rest.onChange ?? (() => {}),
    onClick: chainPreventable<MouseEvent<HTMLInputElement>>(rest.onClick, ({ shiftKey }) => {
      if (shiftKey) selection.extendTo(id);
      else selection.toggle(id);
    }),
  };
  return render === undefined ? <input {...checkboxProps} /> : render(checkboxProps, { isSelected });
});
