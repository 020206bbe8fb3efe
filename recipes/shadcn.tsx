import {
  DropZone,
  FileTrigger,
  ItemName,
  ItemProgress,
  ItemRemove,
  ItemStatus,
  UploadItem,
  UploadList,
} from '@holdfast/react-uploader';
import { Button } from './shadcn-button.tsx';

/** The parts in the style of shadcn/ui: your own components and utility classes, and the parts' `data-*` as variants. */
export function ShadcnUploads() {
  return (
    <DropZone className="rounded-lg border border-dashed p-6 data-drop-target:border-primary">
      <FileTrigger render={(trigger) => <Button {...trigger} />} />
      <UploadList className="mt-4 divide-y">
        {(id) => (
          <UploadItem id={id} className="py-2 data-[status=failed]:text-destructive">
            <ItemName className="truncate text-sm font-medium" />
            <ItemProgress className="h-2 rounded-full bg-secondary">
              <div className="h-full w-[calc(var(--upload-progress)*100%)] rounded-full bg-primary" />
            </ItemProgress>
            <ItemStatus className="text-xs text-muted-foreground" />
            <ItemRemove render={(remove) => <Button {...remove} variant="ghost" />} />
          </UploadItem>
        )}
      </UploadList>
    </DropZone>
  );
}
