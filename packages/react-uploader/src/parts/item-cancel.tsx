'use client';
import { canCancel } from '@holdfast/upload-manager';
import type { ReactElement } from 'react';
import { ItemButton, type ItemButtonKind, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';

const cancel: ItemButtonKind = {
  action: 'cancel',
  text: 'cancel',
  label: 'cancelFile',
  isOffered: ({ state }) => canCancel(state),
  press: (manager, id) => manager.cancel(id),
};

/** Stops an upload for good and keeps its row. */
export const ItemCancel = takesRef(function ItemCancel(props: ItemButtonProps): ReactElement | null {
  return <ItemButton {...cancel} buttonProps={props} />;
});
