import { UploadError, type UploadManager } from '@holdfast/upload-manager';

/** Uploads a drawing and gives its address; `null` when there is no room for it. */
export async function saveDrawing(uploads: UploadManager, drawing: Blob, signal: AbortSignal) {
  const file = new File([drawing], 'drawing.png', { type: 'image/png' });
  try {
    const stored = await uploads.upload(file, { idempotencyKey: 'drawing-7' }, { signal });
    return stored.url;
  } catch (error) {
    if (error instanceof UploadError && error.code === 'quota_exceeded') return null;
    throw error;
  }
}
