import {
  createUploadComponents,
  ItemCheckbox,
  ItemName,
  ItemStatus,
  MetadataForm,
  QuotaMeter,
  UploadItem,
  UploadList,
  useQuota,
  useRejectedUploads,
  useResume,
  useSelection,
  useUploads,
  useWording,
} from '@holdfast/react-uploader';
import { getUploadManager } from '@holdfast/upload-manager';
import { describeError } from '@holdfast/upload-manager/messages';
import { useMemo } from 'react';

/** The parts and hooks of this manager: they know what is kept with a photo. */
export const Photos = createUploadComponents(getUploadManager<{ title?: string; place?: string }>());

function Photo({ id }: { readonly id: string }) {
  const title = Photos.useUpload(id, ({ options }) => options.metadata?.title);
  return (
    <UploadItem id={id}>
      <ItemCheckbox /> <ItemName /> {title} <ItemStatus />
    </UploadItem>
  );
}

// Its identity stays, so that a photo that comes does not draw the others again.
const drawPhoto = (id: string) => <Photo id={id} />;

/** Edits what is selected: one photo or many. */
function EditSelected() {
  const { selectedIds, clear } = useSelection();
  const ids = useMemo(() => [...selectedIds], [selectedIds]);
  if (ids.length === 0) return null;
  return (
    <MetadataForm ids={ids} onSaved={({ failures }) => failures.length === 0 && clear()}>
      <Photos.MetadataField name="title" label="Title" />
      <Photos.MetadataField name="place" label="Place" />
      <button type="submit">Save</button>
    </MetadataForm>
  );
}

/** What was not taken, and why, until it was read. */
function NotTaken() {
  const rejected = useRejectedUploads();
  const manager = Photos.useUploadManager();
  const wording = useWording();
  if (rejected.length === 0) return null;
  return (
    <div role="alert">
      {rejected.map(({ id, file, state }) => (
        <p key={id}>
          {wording.name(file.name)}: {state.status === 'failed' && describeError(state.error, wording).text}
        </p>
      ))}
      <button type="button" onClick={() => manager.remove(rejected.map(({ id }) => id))}>
        All right
      </button>
    </div>
  );
}

/** What an earlier visit left unfinished and cannot go on by itself. */
function Unfinished() {
  const { waiting, permissionCount, allowAccess, provideFiles, discard } = useResume();
  if (waiting.length === 0) return null;
  return (
    <aside aria-label="Unfinished uploads">
      {waiting.length} photos of your last visit are not complete.
      {permissionCount > 0 && (
        <button type="button" onClick={() => void allowAccess()}>
          Go on
        </button>
      )}
      <Photos.Trigger onFiles={provideFiles}>Choose them again</Photos.Trigger>
      <button type="button" onClick={discard}>
        Forget them
      </button>
    </aside>
  );
}

function Space() {
  const { state } = useQuota();
  const { bytes } = useWording();
  if (state.status === 'loading') return null;
  if (state.quota === null) return <p role="alert">{describeError(state.error).text}</p>;
  return (
    <div>
      <QuotaMeter quota={state.quota} /> {bytes(state.quota.used_bytes)} used
    </div>
  );
}

export function PhotoPage() {
  const count = useUploads(({ ids }) => ids.length);
  return (
    <>
      <Unfinished />
      <Space />
      <Photos.DropZone paste="page">
        <Photos.Trigger>Choose photos</Photos.Trigger>
      </Photos.DropZone>
      <NotTaken />
      <EditSelected />
      <UploadList aria-label={`${count} photos`}>{drawPhoto}</UploadList>
    </>
  );
}
