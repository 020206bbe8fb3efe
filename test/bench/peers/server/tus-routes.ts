import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { S3RouteOptions } from './s3-routes.ts';
import type { Piece } from './take-body.ts';

interface TusUpload {
  readonly sizeBytes: number;
  readonly isPartial: boolean;
  readonly pieces: Piece[];
  /** The request that brings bytes at the moment. */
  sender: { readonly request: IncomingMessage; readonly settled: Promise<unknown> } | null;
}

export const tusPath = '/tus';

/**
 * tus 1.0 with creation, creation-with-upload, concatenation and termination, on the store everybody else uses: the
 * reference server in Node has no concatenation, which `parallelUploads` needs, and writes files nobody else has to.
 */
export function createTusRoutes({ store, takeBody, traffic }: S3RouteOptions) {
  const uploads = new Map<string, TusUpload>();

  /** Bytes that came before a connection broke are kept, as the protocol asks for; only a refused body is lost. */
  async function append(id: string, upload: TusUpload, request: IncomingMessage): Promise<number | null> {
    const taken = takeBody(request);
    upload.sender = { request, settled: taken };
    const { isFault, outcome, piece } = await taken;
    upload.sender = null;
    if (isFault) traffic.bodyFailed(outcome === 'refused' ? piece.sizeBytes : 0);
    if (outcome === 'refused') return 500;
    if (piece.sizeBytes > 0) upload.pieces.push(piece);
    if (offsetOf(upload) === upload.sizeBytes && !upload.isPartial) store.putObject(id, upload.pieces);
    return outcome === 'cut' ? null : 204;
  }

  async function create(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const concat = String(request.headers['upload-concat'] ?? '');
    const id = randomUUID();
    const location = `${tusPath}/${id}`;
    if (concat.startsWith('final;')) {
      traffic.controlCall();
      const parts = concat
        .slice('final;'.length)
        .split(' ')
        .map((url) => uploads.get(idOf(url)));
      const pieces = parts.flatMap((part) => part?.pieces ?? []);
      store.putObject(id, pieces);
      uploads.set(id, { sizeBytes: sizeOf(pieces), isPartial: false, pieces, sender: null });
      answer(response, 201, { location });
      return;
    }
    const upload: TusUpload = {
      sizeBytes: Number(request.headers['upload-length']),
      isPartial: concat === 'partial',
      pieces: [],
      sender: null,
    };
    uploads.set(id, upload);
    if (request.headers['content-type'] !== 'application/offset+octet-stream') {
      traffic.controlCall();
      answer(response, 201, { location });
      return;
    }
    const status = await append(id, upload, request);
    if (status === null) return;
    answer(response, status === 204 ? 201 : status, { location, 'upload-offset': String(offsetOf(upload)) });
  }

  /** Whoever comes back has given the earlier request up: it is ended, and what it brought counts. */
  async function endSender({ sender }: TusUpload): Promise<void> {
    sender?.request.destroy();
    await sender?.settled;
  }

  async function patch(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const upload = uploads.get(id);
    if (upload === undefined) return answer(response, 404);
    await endSender(upload);
    if (Number(request.headers['upload-offset']) !== offsetOf(upload)) return answer(response, 409);
    const status = await append(id, upload, request);
    if (status !== null) answer(response, status, { 'upload-offset': String(offsetOf(upload)) });
  }

  return async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const id = idOf(url.pathname);
    if (request.method === 'POST') return create(request, response);
    if (request.method === 'PATCH') return patch(request, response, id);
    traffic.controlCall();
    const upload = uploads.get(id);
    if (upload === undefined) return answer(response, 404);
    await endSender(upload);
    if (request.method === 'HEAD') {
      return answer(response, 200, {
        'upload-offset': String(offsetOf(upload)),
        'upload-length': String(upload.sizeBytes),
      });
    }
    if (request.method !== 'DELETE') return answer(response, 405);
    uploads.delete(id);
    return answer(response, 204);
  };
}

const idOf = (location: string): string => location.split('/').at(-1) ?? '';

const sizeOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const offsetOf = ({ pieces }: TusUpload): number => sizeOf(pieces);

function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'tus-resumable': '1.0.0', 'cache-control': 'no-store', ...headers }).end();
}
