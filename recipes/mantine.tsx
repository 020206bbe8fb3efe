import {
  DropZone,
  FileTrigger,
  ItemName,
  ItemRemove,
  ItemStatus,
  UploadItem,
  UploadList,
  useUploadItem,
  useUploadProgress,
} from '@holdfast/react-uploader';
import { Button, Paper, Progress, Text } from '@mantine/core';

/** The parts as Mantine's components, below a `MantineProvider`. */
export function MantineUploads() {
  return (
    <DropZone render={(zone) => <Paper {...zone} withBorder p="md" />}>
      <FileTrigger render={(trigger) => <Button {...trigger} />} />
      <UploadList>
        {(id) => (
          <UploadItem id={id}>
            <ItemName />
            <Bar />
            <ItemStatus render={(status) => <Text {...status} size="sm" />} />
            <ItemRemove render={(remove) => <Button {...remove} variant="subtle" />} />
          </UploadItem>
        )}
      </UploadList>
    </DropZone>
  );
}

/** Mantine's bar takes its value as a prop, so it renders with every tick: keep such a component this small. */
function Bar() {
  const { id, nameId } = useUploadItem();
  const progress = useUploadProgress(id);
  return (
    <Progress.Root>
      <Progress.Section value={progress?.percent ?? 0} aria-labelledby={nameId} />
    </Progress.Root>
  );
}
