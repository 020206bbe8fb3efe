'use client';
import { isWorthRetrying } from '@holdfast/upload-manager/messages';
import type { ReactElement } from 'react';
import { ItemButton, type ItemButtonKind, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';

const retry: ItemButtonKind = {
  action: 'retry',
  text: 'retry',
  label: 'retryFile',
  isOffered: ({ state }) => state.status === 'failed' && isWorthRetrying(state.error),
  press: (manager, id) => manager.retry(id),
};

/** Starts a failed upload again, from what the server already holds. Not there when no retry could mend the failure. */
export const ItemRetry = takesRef(function ItemRetry(props: ItemButtonProps): ReactElement | null {
  return <ItemButton {...retry} buttonProps={props} />;
});
