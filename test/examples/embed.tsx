import { UploadManagerProvider, UploadPanel } from '@holdfast/react-uploader';
import { getUploadManager } from '@holdfast/upload-manager';
import { createRoot } from 'react-dom/client';
import '@holdfast/react-uploader/styles.css';

const manager = getUploadManager({ baseUrl: 'https://uploads.example.com', credentials: 'include' });
createRoot(document.body).render(
  <UploadManagerProvider manager={manager}>
    <UploadPanel />
  </UploadManagerProvider>,
);
await manager.restore(); // what an earlier page left unfinished goes on
