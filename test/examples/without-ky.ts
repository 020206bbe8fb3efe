import { createUploadManager, type UploadManager } from '@holdfast/upload-manager/fetch';

export const uploads: UploadManager = createUploadManager({ baseUrl: 'https://uploads.example.com' });
