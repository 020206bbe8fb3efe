import { createUploadManager, type UploadManagerOptions } from './create-upload-manager.ts';
import type { UploadManager } from './upload-manager.ts';

let pageManager: UploadManager | null = null;

/**
 * The page's one engine, created on first use with the options given then. Later calls take no options: two callers
 * that disagree would silently get the first one's.
 */
export function getUploadManager(options?: UploadManagerOptions): UploadManager {
  if (pageManager === null) {
    pageManager = createUploadManager(options);
    return pageManager;
  }
  if (options !== undefined) throw new TypeError('The upload manager of this page exists already');
  return pageManager;
}
