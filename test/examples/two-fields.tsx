import { UploadFormField, UploadManagerProvider, UploadPanel } from '@holdfast/react-uploader';
import { createUploadManager } from '@holdfast/upload-manager';

const backend = { baseUrl: 'https://uploads.example.com', credentials: 'include' } as const;
const portrait = createUploadManager({
  ...backend,
  storageNamespace: 'portrait',
  rules: { accept: ['image/*'], maxFiles: 1 },
});
const papers = createUploadManager({ ...backend, storageNamespace: 'papers' });
// Only one of them: it also shows what the server knows of unfinished uploads, whichever field they were for.
void papers.restore();

/** A plain form with two fields. It cannot be sent while a file is on its way, failed, or missing where one is required. */
export function Application({ send }: { readonly send: (form: FormData) => Promise<void> }) {
  return (
    <form action={send}>
      <fieldset>
        <legend>Portrait</legend>
        <UploadManagerProvider manager={portrait}>
          <UploadPanel />
          <UploadFormField name="portrait" required />
        </UploadManagerProvider>
      </fieldset>
      <fieldset>
        <legend>Papers</legend>
        <UploadManagerProvider manager={papers}>
          <UploadPanel detailFields={[{ name: 'title', label: 'Title' }]} />
          <UploadFormField name="papers" />
        </UploadManagerProvider>
      </fieldset>
      <button type="submit">Apply</button>
    </form>
  );
}
