'use client';
import { isFinished } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { ItemButton, type ItemButtonKind, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';

const remove: ItemButtonKind = {
  action: 'remove',
  text: 'remove',
  label: 'removeFile',
  isOffered: ({ state }) => isFinished(state),
  press: (manager, id) => manager.remove(id),
};

/** Takes the row of a finished upload out of the list. */
export const ItemRemove = takesRef(function ItemRemove(props: ItemButtonProps): ReactElement | null {
  return <ItemButton {...remove} buttonProps={props} />;
});
