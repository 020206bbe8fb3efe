export * from '../public-api.ts';
export { createUploadManager } from './create-upload-manager.ts';
export { getUploadManager } from './get-upload-manager.ts';
