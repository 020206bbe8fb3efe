'use client';
import type { ReactElement } from 'react';
import { ItemButton, type ItemButtonKind, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';

const allowAccess: ItemButtonKind = {
  action: 'allow-access',
  text: 'allowAccess',
  label: 'allowAccessToFile',
  isOffered: ({ state }) => state.status === 'needs-file' && state.need === 'permission',
  press: (manager, id) => void manager.allowAccess(id).catch(keepRow),
};

/** Asks the browser for access to the file it remembers; the upload goes on when the user agrees. */
export const ItemAllowAccess = takesRef(function ItemAllowAccess(
  props: ItemButtonProps,
): ReactElement | null {
  return <ItemButton {...allowAccess} buttonProps={props} />;
});

/** A refusal changes nothing: the row stays and can be asked again, or given the file by choosing it. */
function keepRow() {}
