/** What a page loads first when it uses the engine: weighed by `check-bundles.mjs`. The hashing worker comes later. */
export { createUploadManager, getUploadManager } from '../packages/upload-manager/src/index.ts';
