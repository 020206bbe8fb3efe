import { composeUploadManager, type UploadManagerOptions } from '../compose-upload-manager.ts';
import type { UploadMetadata } from '../core/upload-snapshot.ts';
import type { UploadManager } from '../upload-manager.ts';

/**
 * Creates an upload engine whose calls go by plain `fetch`. A page needs one; `getUploadManager` keeps it.
 * @example const uploads = createUploadManager<{ caption: string }>({ baseUrl: '/uploads' });
 */
export function createUploadManager<Metadata extends object = UploadMetadata>(
  options: UploadManagerOptions = {},
): UploadManager<Metadata> {
  return composeUploadManager(
    options,
    async () => (await import('../adapters/fetch-network.ts')).createFetchNetwork,
  );
}
