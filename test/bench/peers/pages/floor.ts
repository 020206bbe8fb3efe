import { untilPainted } from './frames.ts';
import {
  connectionsPerHost,
  forEachInLanes,
  type PageContender,
  type PageOptions,
  partBytes,
} from './page-contender.ts';

interface Piece {
  readonly path: string;
  readonly body: Blob;
}

/** Whole files from here on are sent in parts, as the backend of Holdfast decides too. */
const multipartThresholdBytes = 5 * 1024 * 1024;

/**
 * What no library can be faster than: the browser's own PUTs of slices, all connections in use, and nothing around them.
 * With `checksums`, a worker takes each part's SHA-256 and sends it.
 */
export function createFloor({ query, storeOrigins }: PageOptions): PageContender {
  const send = query.get('checksums') === 'on' ? createHashingSender() : sendByXhr;

  async function call(path: string, method: string, body?: string): Promise<string> {
    const response = await fetch(`${storeOrigins[0]}/bucket/${path}`, { method, body: body ?? null });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
    return response.text();
  }

  /** Lanes take turns on the host names, so that every connection has one lane. */
  const sendAll = (pieces: Iterable<Piece>): Promise<void> =>
    forEachInLanes(pieces, connectionsPerHost * storeOrigins.length, ({ body, path }, lane) =>
      send(`${storeOrigins[lane % storeOrigins.length]}/bucket/${path}`, body),
    );

  async function sendInParts(file: File): Promise<void> {
    const created = await call(`${file.name}?uploads`, 'POST');
    const uploadId = /<UploadId>(.+?)<\/UploadId>/.exec(created)?.[1] ?? '';
    const partSize = balancedPartBytes(file.size, connectionsPerHost * storeOrigins.length);
    const partNumbers = Array.from({ length: Math.ceil(file.size / partSize) }, (_, index) => index + 1);
    await sendAll(
      partNumbers.map((partNumber) => ({
        path: `${file.name}?partNumber=${partNumber}&uploadId=${uploadId}`,
        body: file.slice((partNumber - 1) * partSize, partNumber * partSize),
      })),
    );
    const parts = partNumbers.map((partNumber) => `<Part><PartNumber>${partNumber}</PartNumber></Part>`);
    await call(
      `${file.name}?uploadId=${uploadId}`,
      'POST',
      `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`,
    );
  }

  return {
    async upload(files) {
      const [first] = files;
      if (files.length === 1 && first !== undefined && first.size >= multipartThresholdBytes) {
        return sendInParts(first);
      }
      return sendAll(files.map((file) => ({ path: file.name, body: file })));
    },
    async list(files) {
      const listed = files.map((file) => ({ file, name: file.name, status: 'queued' }));
      // A size costs a call into the browser's process, a quarter of a millisecond: a list without pauses would freeze the page.
      for (let index = 0; index < listed.length; index += sizesPerSlice) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        for (const entry of listed.slice(index, index + sizesPerSlice))
          Object.assign(entry, { size: entry.file.size });
      }
    },
    async show(files) {
      const listed = files.map((file) => ({ file, name: file.name, status: 'queued' }));
      const rows = listed.slice(0, drawnRows).map(({ name, status }) => {
        const row = document.createElement('li');
        row.textContent = `${name} ${status}`;
        return row;
      });
      const list = document.createElement('ul');
      list.append(...rows);
      document.body.append(list);
      await untilPainted('li');
    },
  };
}

const sizesPerSlice = 32;

/** More than a screen holds. */
const drawnRows = 60;

/** Parts in whole waves of the connections, so that none idles at the end. */
function balancedPartBytes(sizeBytes: number, connections: number): number {
  const waves = Math.ceil(sizeBytes / partBytes / connections);
  return Math.ceil(sizeBytes / (waves * connections));
}

function sendByXhr(url: string, body: Blob): Promise<void> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('PUT', url);
    xhr.onload = () => (xhr.status === 200 ? resolve() : reject(new Error(`PUT answered ${xhr.status}`)));
    xhr.onerror = () => reject(new Error('PUT got no answer'));
    xhr.send(body);
  });
}

function createHashingSender(): (url: string, body: Blob) => Promise<void> {
  const worker = new Worker(new URL('./floor-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<
    number,
    { readonly resolve: () => void; readonly reject: (error: Error) => void }
  >();
  let nextId = 0;
  worker.onmessage = ({ data }: MessageEvent<{ readonly id: number; readonly error: string | null }>) => {
    const sender = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === null) sender?.resolve();
    else sender?.reject(new Error(data.error));
  };
  return (url, body) =>
    new Promise((resolve, reject) => {
      const id = nextId;
      nextId += 1;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, url, body });
    });
}
