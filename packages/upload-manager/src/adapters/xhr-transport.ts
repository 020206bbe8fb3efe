import { UploadError } from '../errors/upload-error.ts';
import type { Transport } from '../ports/transport.ts';

/** Sends bytes by XMLHttpRequest: the only browser API with upload progress over HTTP/1.1. */
export function createXhrTransport(): Transport {
  return {
    send: ({ method, url, headers, body }, { signal, onProgress }) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const xhr = new XMLHttpRequest();
        const onAbort = () => xhr.abort();
        signal.addEventListener('abort', onAbort, { once: true });

        xhr.open(method, url);
        for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
        // Storage is never shown the page's cookies.
        xhr.withCredentials = false;
        xhr.upload.onprogress = (event) => onProgress(event.loaded);
        xhr.onload = () =>
          resolve({
            status: xhr.status,
            header: (name) => xhr.getResponseHeader(name),
            body: xhr.responseText,
            protocol: protocolOf(url),
          });
        xhr.onerror = () => reject(new UploadError('network', `No answer to ${method} of part bytes`));
        xhr.ontimeout = () => reject(new UploadError('timeout', `Timed out: ${method} of part bytes`));
        xhr.onabort = () => reject(signal.reason);
        xhr.onloadend = () => signal.removeEventListener('abort', onAbort);
        xhr.send(body);
      }),
  };
}

/** Told for the page's own origin, and for others that send Timing-Allow-Origin. */
function protocolOf(url: string): string {
  const [timing] = performance.getEntriesByName(url, 'resource');
  return timing !== undefined && 'nextHopProtocol' in timing ? String(timing.nextHopProtocol) : '';
}
