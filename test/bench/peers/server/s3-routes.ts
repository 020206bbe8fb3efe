import type { IncomingMessage, ServerResponse } from 'node:http';
import { etagOf, type Store } from './store.ts';
import type { TakenBody } from './take-body.ts';
import type { Traffic } from './traffic.ts';

export interface S3RouteOptions {
  readonly store: Store;
  readonly traffic: Traffic;
  readonly takeBody: (request: IncomingMessage) => Promise<TakenBody>;
}

/** As much of S3 as browsers use. Signatures are looked at for nobody, so that nobody pays for them. */
export function createS3Routes({ store, takeBody, traffic }: S3RouteOptions) {
  async function put(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { isFault, outcome, piece } = await takeBody(request);
    if (isFault) traffic.bodyFailed(piece.sizeBytes);
    if (outcome === 'cut') return;
    if (outcome === 'refused') return refuse(response, 500, 'InternalError');
    const bound = request.headers['x-amz-checksum-sha256'];
    if (bound !== undefined && bound !== piece.sha256) return refuse(response, 400, 'BadDigest');

    const uploadId = url.searchParams.get('uploadId');
    if (uploadId === null) {
      store.putObject(keyOf(url), [piece]);
    } else if (!store.putPart(uploadId, Number(url.searchParams.get('partNumber')), piece)) {
      return refuse(response, 404, 'NoSuchUpload');
    }
    response.writeHead(200, { etag: etagOf(piece) }).end();
  }

  async function join(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const text = await readText(request);
    const partNumbers = [...text.matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, digits]) =>
      Number(digits),
    );
    if (!store.join(url.searchParams.get('uploadId') ?? '', partNumbers)) {
      return refuse(response, 400, 'InvalidPart');
    }
    const key = keyOf(url);
    answer(
      response,
      `<CompleteMultipartUploadResult><Location>${url.href}</Location><Key>${key}</Key><ETag>"joined"</ETag></CompleteMultipartUploadResult>`,
    );
  }

  async function listParts(response: ServerResponse, url: URL): Promise<void> {
    const parts = store.listParts(url.searchParams.get('uploadId') ?? '');
    if (parts === null) return refuse(response, 404, 'NoSuchUpload');
    const items = parts.map(
      ([partNumber, piece]) =>
        `<Part><PartNumber>${partNumber}</PartNumber><ETag>${etagOf(piece)}</ETag><Size>${piece.sizeBytes}</Size></Part>`,
    );
    answer(response, `<ListPartsResult><IsTruncated>false</IsTruncated>${items.join('')}</ListPartsResult>`);
  }

  return async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (request.method === 'PUT') return put(request, response, url);
    traffic.controlCall();
    const has = (name: string) => url.searchParams.has(name);
    if (request.method === 'POST' && has('uploads')) {
      const uploadId = store.begin(keyOf(url));
      return answer(
        response,
        `<InitiateMultipartUploadResult><Key>${keyOf(url)}</Key><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    if (request.method === 'POST' && has('uploadId')) return join(request, response, url);
    if (request.method === 'GET' && has('uploadId')) return listParts(response, url);
    if (request.method === 'DELETE') {
      store.abort(url.searchParams.get('uploadId') ?? '');
      response.writeHead(204).end();
      return;
    }
    return refuse(response, 405, 'MethodNotAllowed');
  };
}

/** The path below the bucket. */
function keyOf({ pathname }: URL): string {
  return decodeURIComponent(pathname.split('/').slice(2).join('/'));
}

function answer(response: ServerResponse, xml: string): void {
  response
    .writeHead(200, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(
      `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
    );
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
