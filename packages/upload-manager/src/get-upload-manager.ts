import type { UploadManagerOptions } from './compose-upload-manager.ts';
import type { UploadMetadata } from './core/upload-snapshot.ts';
import { createUploadManager } from './create-upload-manager.ts';
import { getPageManager } from './page-manager.ts';
import type { UploadManager } from './upload-manager.ts';

/**
 * The page's one engine, created on first use with the options given then. Later calls give none, or the same: another
 * value is refused, and functions stay the first ones.
 * @example export const uploads = getUploadManager<{ caption: string }>({ baseUrl: '/uploads' });
 */
export function getUploadManager<Metadata extends object = UploadMetadata>(
  options?: UploadManagerOptions,
): UploadManager<Metadata> {
  return getPageManager(createUploadManager, options);
}
