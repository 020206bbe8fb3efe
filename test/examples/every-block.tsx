import {
  FilesBrowser,
  HistoryTable,
  PlanPicker,
  QuotaCard,
  StorageUsage,
  UpgradePrompt,
  UploadPanel,
} from '@holdfast/react-uploader';

const labels = { album: 'Albums' };
const detailFields = [
  { name: 'title', label: 'Title' },
  { name: 'story', label: 'Story', multiline: true },
];

/** Both pages of an album, below a provider: each block loads what it shows, and follows what the others do. */
export function AlbumPages({ albumId }: { readonly albumId: string }) {
  return (
    <>
      <UpgradePrompt />
      <UploadPanel
        uploadOptions={{ referenceType: 'album', referenceId: albumId }}
        detailFields={detailFields}
        selectable
        reorderable
        onManageFiles={() => document.getElementById('files')?.scrollIntoView()}
      />
      <section id="files" aria-label="Files">
        <QuotaCard />
        <FilesBrowser labels={labels} />
        <StorageUsage labels={labels} />
        <HistoryTable />
        <PlanPicker />
      </section>
    </>
  );
}
