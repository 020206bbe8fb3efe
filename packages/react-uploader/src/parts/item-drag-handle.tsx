'use client';
import { type PointerEvent, type ReactElement, useEffect, useRef } from 'react';
import { chainHandlers } from '../hooks/chain-handlers.ts';
import { useReorder } from '../hooks/use-reorder.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import { followDrag } from './follow-drag.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';
import { usePart } from './use-part.ts';

export interface ItemDragHandleState {
  /** The upload's id. */
  readonly id: string;
}

export interface ItemDragHandleProps extends PartProps<'span'> {
  readonly render?: PartRender<PartProps<'span'>, ItemDragHandleState>;
}

/**
 * Drags the row to another place with a mouse, a pen or a finger; Escape puts it back. The row has `[data-dragging]`
 * meanwhile. For pointers only: keyboards and screen readers have `ItemMoveUp` and `ItemMoveDown`.
 */
export const ItemDragHandle = takesRef(function ItemDragHandle(props: ItemDragHandleProps): ReactElement {
  const draw = usePart('span', 'item-drag-handle', props);
  const { id } = useUploadItem();
  const manager = useUploadManager();
  const move = useReorder();
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  function start(event: PointerEvent<HTMLSpanElement>) {
    const row = event.currentTarget.closest<HTMLElement>('[data-upload-id]');
    if (event.button !== 0 || row === null) return;
    // Else the drag selects text, or scrolls.
    event.preventDefault();
    const fromIndex = manager.list.getState().ids.indexOf(id);
    stop.current?.();
    stop.current = followDrag(row, {
      pointerId: event.pointerId,
      onPlace(neighbourId) {
        manager.move(id, manager.list.getState().ids.indexOf(neighbourId));
      },
      onEnd(isKept) {
        const toIndex = manager.list.getState().ids.indexOf(id);
        manager.move(id, fromIndex);
        // Once more, and this time it is said.
        if (isKept) move(id, toIndex);
      },
    });
  }

  return draw(
    { id },
    {},
    {
      'aria-hidden': true,
      style: { touchAction: 'none', ...props.style },
      onPointerDown: chainHandlers<PointerEvent<HTMLSpanElement>>(props.onPointerDown, start),
    },
  );
});
