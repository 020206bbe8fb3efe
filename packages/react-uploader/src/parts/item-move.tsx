'use client';
import type { ReactElement } from 'react';
import { type MoveTarget, useReorder } from '../hooks/use-reorder.ts';
import { useUploads } from '../hooks/use-uploads.ts';
import { ItemButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

/** Moves the file one place up. It stays where it is at the top of the list, so that the focus does too. */
export const ItemMoveUp = takesRef(function ItemMoveUp(props: ItemButtonProps): ReactElement | null {
  return <MoveButton direction="up" buttonProps={props} />;
});

/** Moves the file one place down. */
export const ItemMoveDown = takesRef(function ItemMoveDown(props: ItemButtonProps): ReactElement | null {
  return <MoveButton direction="down" buttonProps={props} />;
});

interface MoveButtonProps {
  readonly direction: 'up' | 'down';
  readonly buttonProps: ItemButtonProps;
}

const kinds = {
  up: { action: 'move-up', text: 'moveUp', label: 'moveUpFile' },
  down: { action: 'move-down', text: 'moveDown', label: 'moveDownFile' },
} as const;
const keys = { up: 'Alt+ArrowUp', down: 'Alt+ArrowDown' } as const satisfies Partial<
  Record<MoveTarget, string>
>;

function MoveButton({ direction, buttonProps }: MoveButtonProps): ReactElement | null {
  const { id } = useUploadItem();
  const move = useReorder();
  const isAtEnd = useUploads(({ ids }) => (direction === 'up' ? ids[0] : ids.at(-1)) === id);
  return (
    <ItemButton
      {...kinds[direction]}
      buttonProps={{
        'aria-disabled': isAtEnd || undefined,
        'aria-keyshortcuts': keys[direction],
        ...buttonProps,
      }}
      isOffered={isAlways}
      press={() => move(id, direction)}
    />
  );
}

function isAlways(): boolean {
  return true;
}
