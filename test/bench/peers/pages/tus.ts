import { Upload } from 'tus-js-client';
import {
  connectionsPerHost,
  forEachInLanes,
  type PageContender,
  type PageOptions,
} from './page-contender.ts';

/** Smaller files gain from one request instead of two, and have nothing worth resuming. */
const smallBytes = 5 * 1024 * 1024;

/** tus-js-client has no list and no queue: a page that uses it starts so many uploads at once itself. */
export function createTus({ query, storeOrigins }: PageOptions): PageContender {
  const parallelUploads = Number(query.get('parallel') ?? 1);

  const send = (file: File): Promise<void> =>
    new Promise((resolve, reject) => {
      const isSmall = file.size < smallBytes;
      const upload = new Upload(file, {
        endpoint: `${storeOrigins[0]}/tus`,
        parallelUploads: isSmall ? 1 : parallelUploads,
        uploadDataDuringCreation: isSmall,
        storeFingerprintForResuming: !isSmall,
        metadata: { filename: file.name, filetype: file.type },
        onSuccess: () => resolve(),
        onError: reject,
      });
      if (isSmall) {
        upload.start();
        return;
      }
      upload.findPreviousUploads().then(([previous]) => {
        if (previous !== undefined) upload.resumeFromPreviousUpload(previous);
        upload.start();
      }, reject);
    });

  return { upload: (files) => forEachInLanes(files, connectionsPerHost, send) };
}
