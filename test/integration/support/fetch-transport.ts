import { UploadError } from '@holdfast/upload-manager';

type Transport = NonNullable<
  NonNullable<Parameters<typeof import('@holdfast/upload-manager').createUploadManager>[0]>['ports']
>['transport'];

/** Sends bytes by fetch, for Node: no progress on the way, one report at the end. */
export function createFetchTransport(): NonNullable<Transport> {
  return {
    async send({ method, url, headers, body }, { signal, onProgress }) {
      try {
        const response = await fetch(url, { method, headers, body, signal });
        onProgress(body instanceof Blob ? body.size : body.byteLength);
        return {
          status: response.status,
          header: (name) => response.headers.get(name),
          body: await response.text(),
        };
      } catch (cause) {
        if (signal.aborted) throw signal.reason;
        throw new UploadError('network', `No answer to ${method} of part bytes`, { cause });
      }
    },
  };
}
