'use client';
import { DuplicatesNotice } from './blocks/duplicates-notice.tsx';
import { RejectedNotice } from './blocks/rejected-notice.tsx';
import { ResumeBanner } from './blocks/resume-banner.tsx';
import { SelectionBar } from './blocks/selection-bar.tsx';
import { UploadPanel } from './blocks/upload-panel.tsx';
import { UploadRow } from './blocks/upload-row.tsx';
import { UploadSummary } from './blocks/upload-summary.tsx';
import { UploadManagerProvider } from './hooks/upload-manager-provider.tsx';
import { DropZone } from './parts/drop-zone.tsx';
import { DropZoneDescription, DropZoneLabel } from './parts/drop-zone-text.tsx';
import { FileTrigger } from './parts/file-trigger.tsx';
import { ItemAllowAccess } from './parts/item-allow-access.tsx';
import { ItemCancel } from './parts/item-cancel.tsx';
import { ItemCheckbox } from './parts/item-checkbox.tsx';
import { ItemChooseFile } from './parts/item-choose-file.tsx';
import { ItemDragHandle } from './parts/item-drag-handle.tsx';
import { ItemEditDetails } from './parts/item-edit-details.tsx';
import { ItemMoveDown, ItemMoveUp } from './parts/item-move.tsx';
import { ItemName } from './parts/item-name.tsx';
import { ItemOwner } from './parts/item-owner.tsx';
import { ItemParts } from './parts/item-parts.tsx';
import { ItemPauseToggle } from './parts/item-pause-toggle.tsx';
import { ItemPercent } from './parts/item-percent.tsx';
import { ItemProgress } from './parts/item-progress.tsx';
import { ItemRemove } from './parts/item-remove.tsx';
import { ItemRetry } from './parts/item-retry.tsx';
import { ItemSize } from './parts/item-size.tsx';
import { ItemStatus } from './parts/item-status.tsx';
import { ItemTakeOver } from './parts/item-take-over.tsx';
import { ItemThumbnail } from './parts/item-thumbnail.tsx';
import { ItemTransfer } from './parts/item-transfer.tsx';
import { MetadataField } from './parts/metadata-field.tsx';
import { MetadataForm } from './parts/metadata-form.tsx';
import { UploadFormField } from './parts/upload-form-field.tsx';
import { UploadItem } from './parts/upload-item.tsx';
import { UploadList } from './parts/upload-list.tsx';

/**
 * The uploading parts under short names, for client code: `<Upload.Item>`. A server component cannot look into a
 * namespace of client code; import the parts by their own names there. So does a page that counts bytes.
 */
export const Upload = {
  Provider: UploadManagerProvider,
  Panel: UploadPanel,
  Row: UploadRow,
  Summary: UploadSummary,
  ResumeBanner,
  DuplicatesNotice,
  RejectedNotice,
  DropZone,
  Label: DropZoneLabel,
  Description: DropZoneDescription,
  Trigger: FileTrigger,
  List: UploadList,
  Item: UploadItem,
  Name: ItemName,
  Size: ItemSize,
  Percent: ItemPercent,
  Progress: ItemProgress,
  Parts: ItemParts,
  Status: ItemStatus,
  Transfer: ItemTransfer,
  PauseToggle: ItemPauseToggle,
  Retry: ItemRetry,
  Cancel: ItemCancel,
  Remove: ItemRemove,
  ChooseFile: ItemChooseFile,
  AllowAccess: ItemAllowAccess,
  Owner: ItemOwner,
  TakeOver: ItemTakeOver,
  FormField: UploadFormField,
  Thumbnail: ItemThumbnail,
  Checkbox: ItemCheckbox,
  DragHandle: ItemDragHandle,
  MoveUp: ItemMoveUp,
  MoveDown: ItemMoveDown,
  EditDetails: ItemEditDetails,
  MetadataForm,
  MetadataField,
  SelectionBar,
} as const;
