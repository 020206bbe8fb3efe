import { ApiError } from '../domain/api-error.ts';
import { readChunk } from './incoming-body.ts';
import { requireDistinctNames, requireSoundJson } from './sound-json.ts';

/** Nobody needs longer for a few kilobytes; who does is holding a connection open. */
const bodyTimeoutMs = 30_000;

/** The JSON body of a request, read no further than its limit. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  // A form or plain text can be posted by any page without asking; JSON cannot.
  const [contentType = ''] = (request.headers.get('content-type') ?? '').split(';');
  if (!/^application\/(?:[\w.+-]+\+)?json$/i.test(contentType.trim())) {
    throw new ApiError('invalid_request', 'The body has to be sent as application/json');
  }
  const declaredBytes = Number(request.headers.get('content-length') ?? 0);
  if (declaredBytes > maxBytes) throw tooLarge(maxBytes);
  return parse(await readBytes(request, maxBytes));
}

function parse(bytes: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    // `ignoreBOM` keeps the mark, and the parser refuses it.
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw new ApiError('invalid_request', 'The body is not JSON in UTF-8', { cause: error });
  }
  requireSoundJson(value);
  requireDistinctNames(text, value);
  return value;
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new ApiError('request_timeout', 'The body did not come in time')),
      bodyTimeoutMs,
    );
  });
  try {
    return await Promise.race([collect(reader, maxBytes), timeout]);
  } catch (error) {
    // Nothing more will be read; whether the sender hears of it does not matter.
    reader.cancel().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await readChunk(reader);
    if (done) break;
    total += value.byteLength;
    if (total > maxBytes) throw tooLarge(maxBytes);
    chunks.push(value);
  }
  const bytes = new Uint8Array(total);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(maxBytes: number): ApiError {
  return new ApiError('payload_too_large', `The body may have at most ${maxBytes} bytes`, {
    fields: { max_bytes: maxBytes },
  });
}
