/** The same of the entry without ky. */
export { createUploadManager, getUploadManager } from '../packages/upload-manager/src/fetch/index.ts';
