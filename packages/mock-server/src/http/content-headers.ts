import type { FileRow } from '../db/schema.ts';
import { contentDisposition, isInlineType } from './content-disposition.ts';

export type ContentHeaders = ReturnType<typeof contentHeaders>;

/** Headers under which a file's bytes are harmless, whatever they are and whoever sent them. */
export function contentHeaders(file: FileRow, { isEmbeddable }: { readonly isEmbeddable: boolean }) {
  // What the sender called it is not to be trusted; what was detected and is harmless is.
  const inlineType = isInlineType(file.detected_type) ? file.detected_type : null;
  return {
    'content-type': inlineType ?? 'application/octet-stream',
    'content-disposition': contentDisposition(inlineType ? 'inline' : 'attachment', file.file_name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    // A public file and a URL with a token are there to be shown elsewhere; what a cookie opens is not.
    'cross-origin-resource-policy': isEmbeddable ? 'cross-origin' : 'same-site',
    'accept-ranges': 'bytes',
    // A file's bytes never change.
    etag: `"${file.id}"`,
  };
}
