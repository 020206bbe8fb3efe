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
import { Button, LinearProgress, List, ListItem, Paper, Typography } from '@mui/material';

/** The parts as MUI's components. What a part is given reaches them through `render`. */
export function MuiUploads() {
  return (
    <DropZone render={(zone) => <Paper {...zone} variant="outlined" sx={{ p: 2 }} />}>
      <FileTrigger render={(trigger) => <Button {...trigger} variant="contained" />} />
      <UploadList render={(list) => <List {...list} />}>
        {(id) => (
          <UploadItem id={id} render={(item) => <ListItem {...item} />}>
            <ItemName />
            <Progress />
            <ItemStatus render={(status) => <Typography {...status} variant="body2" />} />
            <ItemRemove render={(remove) => <Button {...remove} size="small" />} />
          </UploadItem>
        )}
      </UploadList>
    </DropZone>
  );
}

/** MUI's bar takes its value as a prop, so it renders with every tick: keep such a component this small. */
function Progress() {
  const { id, nameId } = useUploadItem();
  const progress = useUploadProgress(id);
  return <LinearProgress variant="determinate" value={progress?.percent ?? 0} aria-labelledby={nameId} />;
}
