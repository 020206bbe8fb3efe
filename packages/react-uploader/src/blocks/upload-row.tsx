'use client';
import type { ReactElement } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useLanguageProps } from '../hooks/use-language-props.ts';
import { useUpload } from '../hooks/use-upload.ts';
import { ItemAllowAccess } from '../parts/item-allow-access.tsx';
import type { ItemAction, ItemButtonState } from '../parts/item-button.tsx';
import { ItemCancel } from '../parts/item-cancel.tsx';
import { ItemCheckbox } from '../parts/item-checkbox.tsx';
import { ItemChooseFile } from '../parts/item-choose-file.tsx';
import { ItemDragHandle } from '../parts/item-drag-handle.tsx';
import { ItemEditDetails } from '../parts/item-edit-details.tsx';
import { ItemMoveDown, ItemMoveUp } from '../parts/item-move.tsx';
import { ItemName } from '../parts/item-name.tsx';
import { ItemOwner } from '../parts/item-owner.tsx';
import { ItemParts } from '../parts/item-parts.tsx';
import { ItemPauseToggle } from '../parts/item-pause-toggle.tsx';
import { ItemPercent } from '../parts/item-percent.tsx';
import { ItemProgress } from '../parts/item-progress.tsx';
import { ItemRemove } from '../parts/item-remove.tsx';
import { ItemRetry } from '../parts/item-retry.tsx';
import { ItemSize } from '../parts/item-size.tsx';
import { ItemStatus } from '../parts/item-status.tsx';
import { ItemTakeOver } from '../parts/item-take-over.tsx';
import { ItemThumbnail } from '../parts/item-thumbnail.tsx';
import { ItemTransfer } from '../parts/item-transfer.tsx';
import type { PartProps } from '../parts/part-props.ts';
import { UploadItem } from '../parts/upload-item.tsx';
import { useUploadItem } from '../parts/upload-item-context.ts';
import { FileBadge } from './file-badge.tsx';
import { Icon, type IconName } from './icon.tsx';

export interface UploadRowProps {
  /** The upload's id. */
  readonly id: string;
  /** Whether there is a box to select it with. @default false */
  readonly selectable?: boolean;
  /** Whether it can be moved, by a handle, by buttons and by keys. @default false */
  readonly reorderable?: boolean;
  /** Offers to edit what is kept with it. */
  readonly onEditDetails?: ((id: string) => void) | undefined;
}

/** One upload with everything a person wants to know and do. */
export function UploadRow(props: UploadRowProps): ReactElement {
  const { id, selectable = false, reorderable = false, onEditDetails } = props;
  const part = usePartMarks();
  const languageProps = useLanguageProps();
  return (
    <UploadItem {...languageProps} id={id}>
      <div {...part('item-lead')}>
        {reorderable && (
          <ItemDragHandle>
            <Icon name="grip" />
          </ItemDragHandle>
        )}
        {selectable && <ItemCheckbox />}
        <ItemThumbnail>
          <ItemBadge />
        </ItemThumbnail>
      </div>
      <div {...part('item-body')}>
        <div {...part('item-heading')}>
          <ItemName />
          <ItemSize />
          <ItemPercent />
        </div>
        <ItemProgress />
        <ItemParts />
        <div {...part('item-footer')}>
          <ItemStatus />
          <ItemOwner />
          <ItemTransfer />
        </div>
      </div>
      <div {...part('item-actions')}>
        <ItemAllowAccess />
        <ItemChooseFile />
        <ItemRetry />
        <ItemTakeOver />
        {reorderable && (
          <>
            <ItemMoveUp render={iconButton} />
            <ItemMoveDown render={iconButton} />
          </>
        )}
        {onEditDetails !== undefined && <ItemEditDetails onEdit={onEditDetails} render={iconButton} />}
        <ItemPauseToggle render={iconButton} />
        <ItemCancel render={iconButton} />
        <ItemRemove render={iconButton} />
      </div>
    </UploadItem>
  );
}

function ItemBadge(): ReactElement {
  const { id } = useUploadItem();
  const name = useUpload(id, ({ file }) => file.name);
  return <FileBadge fileName={name ?? ''} />;
}

const actionIcons = {
  pause: 'pause',
  resume: 'resume',
  cancel: 'close',
  remove: 'close',
  'edit-details': 'edit',
  'move-up': 'up',
  'move-down': 'down',
} as const satisfies Partial<Record<ItemAction, IconName>>;

type IconAction = keyof typeof actionIcons;

function iconButton(props: PartProps<'button'>, { action }: ItemButtonState): ReactElement {
  if (!isIconAction(action)) return <button {...props} />;
  return (
    <button {...props} title={props['aria-label']} data-shape="icon">
      <Icon name={actionIcons[action]} />
    </button>
  );
}

function isIconAction(action: ItemAction): action is IconAction {
  return Object.hasOwn(actionIcons, action);
}
