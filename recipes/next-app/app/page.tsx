import { DropZone, DropZoneLabel, FileTrigger, UploadPanel } from '@holdfast/react-uploader';

/** Rendered for each request, as a page with data of its own would be. */
export const dynamic = 'force-dynamic';

/** A server component: it takes blocks and parts by their own names, and hands them what can be sent as data. */
export default function Page() {
  return (
    <main>
      <h1>Photos</h1>
      <UploadPanel />
      <DropZone paste="off">
        <DropZoneLabel>Or one folder</DropZoneLabel>
        <FileTrigger directory>Choose a folder</FileTrigger>
      </DropZone>
    </main>
  );
}
