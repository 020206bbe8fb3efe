import { UploadManagerProvider, UploadPanel } from '@holdfast/react-uploader';
import type { UploadManager } from '@holdfast/upload-manager';
import { createRoot } from 'react-dom/client';
import '@holdfast/react-uploader/styles.css';

/** Puts Holdfast's ready-made panel on the page, as it comes. */
export function drawHoldfastPanel(manager: UploadManager): void {
  const root = document.createElement('main');
  document.body.append(root);
  createRoot(root).render(
    <UploadManagerProvider manager={manager}>
      <UploadPanel />
    </UploadManagerProvider>,
  );
}
