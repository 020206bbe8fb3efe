import { limits, type ReadToken } from '@holdfast/upload-manager/contract';
import type { FileRow } from '../../db/schema.ts';
import { ApiError } from '../../domain/api-error.ts';
import { requireRead } from '../../domain/authorize.ts';
import { toTimestamp } from '../../domain/encoding.ts';
import { fileUrl } from '../../domain/files/file-url.ts';
import { requireFile } from '../../domain/files/find-file.ts';
import { parseRange } from '../byte-range.ts';
import { type ContentHeaders, contentHeaders } from '../content-headers.ts';
import { matchesEtag } from '../etag-match.ts';
import { type HttpContext, pathId, type RouteServices } from '../http-env.ts';

/** The bytes of files, served so that nothing in them can act as a page of this origin. */
export function createContentRoutes({ context, readTokens }: RouteServices) {
  const requireOwnFile = async (http: HttpContext): Promise<FileRow> => {
    const caller = http.get('caller');
    const file = await requireFile(context, caller.principal, pathId(http));
    requireRead(caller, 'files:read');
    return file;
  };

  /** A short-lived URL of the store itself, where it has one; it answers with the headers this server chose. */
  const redirect = async (file: FileRow, headers: ContentHeaders): Promise<Response | null> => {
    const url = await context.storage.bucketOf(file.tenant_id).objects.signRead({
      key: file.storage_key,
      expiresAtMs: context.clock.now() + limits.urlLifetimeSeconds * 1000,
      contentType: headers['content-type'],
      disposition: headers['content-disposition'],
    });
    return url === null ? null : new Response(null, { status: 302, headers: { ...headers, location: url } });
  };

  return {
    /** `POST /api/files/{id}/read-token`: a URL for places that send no credentials. */
    async createReadToken(http: HttpContext): Promise<Response> {
      const file = await requireOwnFile(http);
      requireReadable(file);
      const { token, expiresAtMs } = await readTokens.create(file.id);
      const url = `${fileUrl(context.settings, file.id)}?t=${token}`;
      return http.json({ url, expires_at: toTimestamp(expiresAtMs) } satisfies ReadToken);
    },

    async fileContent(http: HttpContext): Promise<Response> {
      const openFile = http.get('openFile');
      const file = openFile ?? (await requireOwnFile(http));
      requireReadable(file);

      const { method, headers: requested } = http.req.raw;
      const headers = contentHeaders(file, { isEmbeddable: openFile !== undefined });
      if (matchesEtag(requested.get('if-none-match'), headers.etag))
        return new Response(null, { status: 304, headers });
      const isRangeValid = (requested.get('if-range') ?? headers.etag) === headers.etag;
      const answer = parseRange(isRangeValid ? requested.get('range') : null, file.size_bytes);
      if (answer.kind === 'unsatisfiable') throw rangeNotSatisfiable(file);
      // A signed URL is for one method, so that HEAD is answered here.
      const redirection = method === 'HEAD' ? null : await redirect(file, headers);
      if (redirection) return redirection;

      const range = answer.kind === 'part' ? answer.range : { start: 0, end: file.size_bytes };
      const { objects } = context.storage.bucketOf(file.tenant_id);
      const body = method === 'HEAD' ? null : await objects.open(file.storage_key, range);
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

function rangeNotSatisfiable({ size_bytes }: FileRow): ApiError {
  return new ApiError('range_not_satisfiable', `The file has ${size_bytes} bytes`, {
    fields: { size_bytes },
  });
}
