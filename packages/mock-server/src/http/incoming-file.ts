import { headerNames } from '@holdfast/upload-manager/contract';
import { ApiError } from '../domain/api-error.ts';

import { closingBytes, type FormOptions, type FormPart, formBoundary, readFormParts } from './form-parts.ts';

/** A file on its way in, as a raw body or a form brings it. */
export interface IncomingFile {
  readonly name: string;
  /** Null when the sender names none, or the one that says nothing. */
  readonly contentType: string | null;
  /** The size itself for a raw body; the most it can be for a form. */
  readonly sizeBytes: number;
  readonly hasExactSize: boolean;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Fields before the file are passed over; nobody needs more than this for them. */
const maxBytesBeforeFile = 64 * 1024;

/** Reads a request up to the first byte of its file. */
export async function readIncomingFile(
  headers: Headers,
  body: AsyncIterable<Uint8Array>,
): Promise<IncomingFile> {
  // What is not known cannot be reserved.
  const contentLength = headers.get('content-length');
  if (contentLength === null || !/^\d{1,15}$/.test(contentLength)) {
    throw new ApiError('length_required', 'An upload needs its Content-Length');
  }
  const contentType = headers.get('content-type') ?? '';
  const boundary = formBoundary(contentType);
  const totalBytes = Number(contentLength);
  if (boundary !== null) return fromForm({ boundary, body }, totalBytes);
  if (/^multipart\//i.test(contentType)) {
    throw new ApiError('invalid_request', 'A form has to be multipart/form-data with a boundary');
  }
  return {
    name: decodeName(headers.get(headerNames.fileName)),
    contentType: declaredType(contentType),
    sizeBytes: totalBytes,
    hasExactSize: true,
    body,
  };
}

/** `application/octet-stream` is what clients send that do not know the type: it declares none. */
function declaredType(contentType: string | null): string | null {
  if (!contentType || /^application\/octet-stream\s*(;|$)/i.test(contentType)) return null;
  return contentType;
}

function decodeName(encoded: string | null): string {
  if (encoded === null) {
    throw new ApiError('invalid_request', 'A raw body needs its X-File-Name, a form its field file');
  }
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    throw new ApiError('invalid_request', 'X-File-Name is not percent-encoded UTF-8', { cause: error });
  }
}

async function fromForm(form: FormOptions, totalBytes: number): Promise<IncomingFile> {
  const parts = readFormParts(form);
  for (;;) {
    const { done, value: part } = await parts.next();
    if (done) throw new ApiError('invalid_request', 'The form has no file in its field file');
    if (part.offsetBytes > maxBytesBeforeFile) {
      throw new ApiError('payload_too_large', 'The form has too much before its file', {
        fields: { max_bytes: maxBytesBeforeFile },
      });
    }
    if (part.name !== 'file') continue;
    if (part.fileName === null) throw new ApiError('invalid_request', 'The field file holds no file');
    return {
      name: part.fileName,
      contentType: declaredType(part.contentType),
      sizeBytes: Math.max(0, totalBytes - part.offsetBytes - closingBytes(form.boundary)),
      hasExactSize: false,
      body: wholeForm(parts, part),
    };
  }
}

/** The file of a form that has to be whole and to hold no second one. */
async function* wholeForm(
  parts: AsyncGenerator<FormPart>,
  file: FormPart,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* file.body;
  for await (const { name } of parts) {
    if (name === 'file') throw new ApiError('invalid_request', 'The form has more than one file');
  }
}
