/** A whole page: the engine, and the uploader with English. */

export { UploadManagerProvider, UploadPanel } from '../packages/react-uploader/src/index.ts';
export { getUploadManager } from '../packages/upload-manager/src/index.ts';
