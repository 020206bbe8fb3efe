import {
  DropZone,
  DropZoneLabel,
  FileTrigger,
  ItemCancel,
  ItemName,
  ItemPauseToggle,
  ItemProgress,
  ItemRemove,
  ItemRetry,
  ItemStatus,
  UploadItem,
  UploadList,
} from '@holdfast/react-uploader';

export function PhotoUploads() {
  return (
    <>
      <DropZone>
        <DropZoneLabel>Drop photos here, or</DropZoneLabel>
        <FileTrigger accept="image/*">choose them</FileTrigger>
      </DropZone>
      <UploadList>
        {(id) => (
          <UploadItem id={id}>
            <ItemName /> <ItemProgress /> <ItemStatus />
            <ItemPauseToggle /> <ItemRetry /> <ItemCancel /> <ItemRemove />
          </UploadItem>
        )}
      </UploadList>
    </>
  );
}
