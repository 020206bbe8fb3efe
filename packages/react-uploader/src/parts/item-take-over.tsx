'use client';
import { isFinished } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { ItemButton, type ItemButtonKind, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';

const takeOver: ItemButtonKind = {
  action: 'take-over',
  text: 'takeOver',
  label: 'takeOverFile',
  isOffered: ({ owner, state }) => owner === 'other-page' && !isFinished(state),
  press: (manager, id) => void manager.takeOver(id),
};

/** Takes over an upload that another page works on, for when that page is asleep. A page that is gone needs no button. */
export const ItemTakeOver = takesRef(function ItemTakeOver(props: ItemButtonProps): ReactElement | null {
  return <ItemButton {...takeOver} buttonProps={props} />;
});
