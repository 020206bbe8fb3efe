import { createUploadManager, percentOf } from '@holdfast/upload-manager';

const uploads = createUploadManager({ baseUrl: 'https://uploads.example.com', credentials: 'include' });
await uploads.restore(); // what an earlier page left unfinished goes on

uploads.on('completed', ({ file }) => console.log(`${file.file_name} is stored as ${file.file_id}`));
uploads.on('failed', ({ upload, error }) => console.warn(`${upload.file.name}: ${error.code}`));

const input = document.querySelector<HTMLInputElement>('input[type=file]');
input?.addEventListener('change', () => {
  for (const id of uploads.add(input.files ?? [], { referenceType: 'project', referenceId: 'p1' })) {
    uploads.getUpload(id)?.subscribe((upload) => console.log(upload.state.status, percentOf(upload)));
  }
});
