'use client';
import type { ReactElement } from 'react';
import { useReorder } from '../hooks/use-reorder.ts';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploads } from '../hooks/use-uploads.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ItemActionButton, type ItemButtonProps } from './item-button.tsx';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';

/** Moves the file one place up. It stays where it is at the top of the list, so that the focus does too. */
export const ItemMoveUp = takesRef(function ItemMoveUp(buttonProps: ItemButtonProps): ReactElement | null {
  return <MoveButton direction="up" buttonProps={buttonProps} />;
});

/** Moves the file one place down. */
export const ItemMoveDown = takesRef(function ItemMoveDown(
  buttonProps: ItemButtonProps,
): ReactElement | null {
  return <MoveButton direction="down" buttonProps={buttonProps} />;
});

interface MoveButtonProps {
  readonly direction: 'up' | 'down';
  readonly buttonProps: ItemButtonProps;
}

const words = {
  up: { action: 'move-up', text: 'moveUp', label: 'moveUpFile', keys: 'Alt+ArrowUp' },
  down: { action: 'move-down', text: 'moveDown', label: 'moveDownFile', keys: 'Alt+ArrowDown' },
} as const;

function MoveButton({ direction, buttonProps }: MoveButtonProps): ReactElement | null {
  const { id } = useUploadItem();
  const { say } = useWording();
  const move = useReorder();
  const name = useUpload(id, ({ file }) => file.name);
  const isAtEnd = useUploads(({ ids }) => (direction === 'up' ? ids[0] : ids.at(-1)) === id);
  if (name === undefined) return null;
  const { action, text, label, keys } = words[direction];
  return (
    <ItemActionButton
      buttonProps={{ 'aria-disabled': isAtEnd || undefined, 'aria-keyshortcuts': keys, ...buttonProps }}
      action={action}
      text={say(text)}
      label={say(label, { name })}
      onPress={() => move(id, direction)}
    />
  );
}
