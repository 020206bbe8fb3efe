import type { FileRow } from '../../db/schema.ts';
import { ApiError } from '../../domain/api-error.ts';
import { requireRead } from '../../domain/authorize.ts';
import { requireFile } from '../../domain/files/find-file.ts';
import { parseRange } from '../byte-range.ts';
import { contentDisposition, isInlineType } from '../content-disposition.ts';
import { type HttpContext, pathId, type RouteServices } from '../http-env.ts';

/** `GET /api/files/{id}/content`: the bytes, served so that nothing in them can act as a page of this origin. */
export function createContentRoutes({ context }: RouteServices) {
  return {
    async fileContent(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const file = await requireFile(context, caller.principal, pathId(http));
      requireRead(caller, 'files:read');
      requireReadable(file);

      const requested = http.req.raw.headers;
      const headers = contentHeaders(file);
      if (requested.get('if-none-match') === headers.etag)
        return new Response(null, { status: 304, headers });
      const isRangeValid = (requested.get('if-range') ?? headers.etag) === headers.etag;
      const answer = parseRange(isRangeValid ? requested.get('range') : null, file.size_bytes);
      if (answer.kind === 'unsatisfiable') {
        return new Response(null, {
          status: 416,
          headers: { 'content-range': `bytes */${file.size_bytes}` },
        });
      }
      const range = answer.kind === 'part' ? answer.range : { start: 0, end: file.size_bytes };
      const { objects } = context.storage.bucketOf(file.tenant_id);
      const body = http.req.raw.method === 'HEAD' ? null : await objects.open(file.storage_key, range);
      return new Response(body, {
        status: answer.kind === 'part' ? 206 : 200,
        headers: {
          ...headers,
          'content-length': String(range.end - range.start),
          ...(answer.kind === 'part'
            ? { 'content-range': `bytes ${range.start}-${range.end - 1}/${file.size_bytes}` }
            : {}),
        },
      });
    },
  };
}

function requireReadable(file: FileRow): void {
  if (file.status === 'active') return;
  if (file.status === 'deleting' || file.status === 'deleted') {
    throw new ApiError('upload_gone', 'The file was deleted', { fields: { file_status: file.status } });
  }
  throw new ApiError('not_found', 'The file has no content', { fields: { file_status: file.status } });
}

function contentHeaders(file: FileRow) {
  // What the sender called it is not to be trusted; what was detected and is harmless is.
  const inlineType = isInlineType(file.detected_type) ? file.detected_type : null;
  return {
    'content-type': inlineType ?? 'application/octet-stream',
    'content-disposition': contentDisposition(inlineType ? 'inline' : 'attachment', file.file_name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-site',
    'accept-ranges': 'bytes',
    // A file's bytes never change.
    etag: `"${file.id}"`,
  };
}
