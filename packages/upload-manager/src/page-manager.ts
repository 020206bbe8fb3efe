import type { UploadManagerOptions } from './compose-upload-manager.ts';
import type { UploadManager } from './upload-manager.ts';

let pageManager: UploadManager | null = null;

/** One for the page, whichever entry is asked first. */
export function getPageManager(
  create: (options?: UploadManagerOptions) => UploadManager,
  options?: UploadManagerOptions,
): UploadManager {
  if (pageManager === null) {
    pageManager = create(options);
    return pageManager;
  }
  if (options !== undefined) throw new TypeError('The upload manager of this page exists already');
  return pageManager;
}
