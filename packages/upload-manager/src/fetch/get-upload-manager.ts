import type { UploadManagerOptions } from '../compose-upload-manager.ts';
import { getPageManager } from '../page-manager.ts';
import type { UploadManager } from '../upload-manager.ts';
import { createUploadManager } from './create-upload-manager.ts';

/**
 * The page's one engine, created on first use with the options given then. Later calls take no options: two callers
 * that disagree would silently get the first one's.
 */
export function getUploadManager(options?: UploadManagerOptions): UploadManager {
  return getPageManager(createUploadManager, options);
}
