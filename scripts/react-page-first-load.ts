/** What a page with the whole uploader imports; rarer blocks and other languages come when they are needed. */
export { UploadManagerProvider, UploadPanel } from '../packages/react-uploader/src/index.ts';
