import { ApiError } from '../domain/api-error.ts';
import { createByteReader } from './byte-reader.ts';
import { type PartHeaders, parsePartHeaders } from './part-headers.ts';

/** One field of a form, its value as a stream. What is not read of it is skipped when the next one is asked for. */
export interface FormPart extends PartHeaders {
  readonly body: AsyncIterable<Uint8Array>;
  /** Bytes of the form up to the first of this value. */
  readonly offsetBytes: number;
}

export interface FormOptions {
  readonly boundary: string;
  readonly body: AsyncIterable<Uint8Array>;
}

const maxHeaderBytes = 8 * 1024;
const lineEnd = new TextEncoder().encode('\r\n');
const headersEnd = new TextEncoder().encode('\r\n\r\n');

/** Bytes that follow the last value of a form. */
export function closingBytes(boundary: string): number {
  return toBytes(`\r\n--${boundary}--`).byteLength;
}

/** The boundary of `multipart/form-data`; null for another content type. */
export function formBoundary(contentType: string): string | null {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s";,]{1,70}))/i.exec(contentType) ??
    [];
  return quoted ?? plain ?? null;
}

/**
 * Reads `multipart/form-data` (RFC 7578) part by part; no more than a chunk is in memory at any time. A form that is
 * malformed or ends early rejects, and so does the value that was being read.
 */
export async function* readFormParts({ boundary, body }: FormOptions): AsyncGenerator<FormPart> {
  const delimiter = toBytes(`\r\n--${boundary}`);
  // The first delimiter has no line before it; with one put there, all are alike.
  const reader = createByteReader(body, lineEnd);
  for await (const _ of reader.until(delimiter)) {
    // Text before the first delimiter is for readers who know no forms.
  }
  while (await startsPart(reader)) {
    const headers = parsePartHeaders(await reader.take(headersEnd, maxHeaderBytes));
    const value = reader.until(delimiter);
    yield { ...headers, body: value, offsetBytes: reader.position() - lineEnd.byteLength };
    for await (const _ of value) {
      // What the taker of the part left unread.
    }
  }
}

/** After a delimiter comes the end of its line, or two dashes and nothing more of interest. */
async function startsPart(reader: ReturnType<typeof createByteReader>): Promise<boolean> {
  const [first, second] = await reader.takeBytes(2);
  if (first === 0x0d && second === 0x0a) return true;
  if (first === 0x2d && second === 0x2d) return false;
  throw new ApiError(
    'invalid_request',
    'The form is malformed: a boundary is neither followed by a line nor the end',
  );
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
