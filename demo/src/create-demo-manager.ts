import { createUploadManager, getUploadManager, type UploadManager } from '@holdfast/upload-manager';
import type { Settings } from './settings.ts';

/** The page's manager; with switches in the URL, one of its own. The backend is where the page came from. */
export function createDemoManager({ checksums, parallelism }: Settings): UploadManager {
  if (checksums && parallelism === null) return getUploadManager();
  return createUploadManager({ checksums, ...(parallelism === null ? {} : { parallelism }) });
}
