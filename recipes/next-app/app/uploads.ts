import { getUploadManager } from '@holdfast/upload-manager';

/** Made once, in a file of its own, so that an edit of a component beside it does not make it again. On a server it does nothing. */
export const uploads = getUploadManager({
  baseUrl: process.env.NEXT_PUBLIC_UPLOADS_URL,
  credentials: 'include',
});
