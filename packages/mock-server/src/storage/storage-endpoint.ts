import { ApiError } from '../domain/api-error.ts';
import { type Failure, toFailure } from '../domain/failure.ts';
import type { Identifiers, Log } from '../domain/ports.ts';
import type { UploadGrant, UrlSigner } from './signed-url.ts';

/** A request to a signed URL, without saying whose streams these are. */
interface StorageRequest {
  readonly method: string;
  readonly url: URL;
  /** The Content-Length header; undefined where a host knows none. */
  readonly contentLength: string | undefined;
  /** A chunk holds its bytes only until the next one is asked for. */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface StorageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface StorageEndpoint {
  answer(request: StorageRequest): Promise<StorageAnswer>;
  fetch(request: Request): Promise<Response>;
}

export interface StorageEndpointOptions {
  readonly signer: UrlSigner;
  readonly identifiers: Identifiers;
  readonly log: Log;
  /** Keeps exactly the granted bytes and answers their ETag, or rejects and keeps nothing. */
  store(grant: UploadGrant, body: AsyncIterable<Uint8Array>): Promise<string>;
}

// Requests to storage never carry credentials, and what a URL allows is in its signature: any page may send it.
const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, X-Request-Id, Retry-After',
};

const preflightHeaders = {
  ...corsHeaders,
  'access-control-allow-methods': 'PUT',
  'access-control-allow-headers': '*',
  'access-control-max-age': '7200',
};

/** Receives parts at signed URLs, for drivers whose store has no server of its own. */
export function createStorageEndpoint(options: StorageEndpointOptions): StorageEndpoint {
  const { signer, identifiers, log, store } = options;

  const receive = async (request: StorageRequest): Promise<string> => {
    if (request.method !== 'PUT') {
      throw new ApiError('method_not_allowed', 'Signed URLs take PUT', {
        fields: { allow: ['PUT', 'OPTIONS'] },
      });
    }
    const grant = await signer.verify(request.url);
    // A part MUST have exactly the length its URL was signed for.
    if (request.contentLength !== undefined && request.contentLength !== String(grant.sizeBytes)) {
      throw partSizeMismatch(grant.sizeBytes);
    }
    return store(grant, request.body);
  };

  const answer = async (request: StorageRequest): Promise<StorageAnswer> => {
    if (request.method === 'OPTIONS') return { status: 204, headers: preflightHeaders, body: '' };
    const requestId = identifiers.uuid();
    const headers = {
      ...corsHeaders,
      'x-request-id': requestId,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    };
    try {
      return { status: 200, headers: { ...headers, etag: await receive(request) }, body: '' };
    } catch (error) {
      const failure: Failure = toFailure(error, requestId);
      if (failure.problem.status >= 500)
        log({ level: 'error', event: 'storage.put_failed', requestId, error });
      return {
        status: failure.problem.status,
        headers: { ...headers, ...failure.headers },
        body: JSON.stringify(failure.problem),
      };
    }
  };

  return {
    answer,
    async fetch(request) {
      const { status, headers, body } = await answer({
        method: request.method,
        url: new URL(request.url),
        contentLength: request.headers.get('content-length') ?? undefined,
        body: chunksOf(request.body),
      });
      return new Response(status === 204 ? null : body, { status, headers });
    },
  };
}

export function partSizeMismatch(expectedBytes: number): ApiError {
  return new ApiError('part_size_mismatch', `Exactly ${expectedBytes} bytes were agreed on`, {
    fields: { expected_bytes: expectedBytes },
  });
}

/** Not every browser can iterate a stream, so this does it by its reader. */
async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
