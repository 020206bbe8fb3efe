import { initiateRequest } from '@holdfast/upload-manager/contract';
import { requireChange } from '../../domain/authorize.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { receiveUpload } from '../../domain/sessions/receive-upload.ts';
import { requireWorkspace } from '../../domain/workspaces/workspaces.ts';
import type { HttpContext, RouteServices } from '../http-env.ts';
import { openBody } from '../incoming-body.ts';
import { readIncomingFile } from '../incoming-file.ts';
import { readIdempotencyKey, readWorkspaceId, referenceHeaders } from '../request-headers.ts';

/** `POST /api/upload`: a whole file in one request. */
export function createReceiveRoutes({ context }: RouteServices) {
  return {
    async uploadFile(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const { headers } = http.req.raw;
      const workspace = await requireWorkspace(context, caller.principal, readWorkspaceId(headers));
      requireChange(caller, 'uploads:write');
      const idempotencyKey = readIdempotencyKey(headers) ?? null;
      const incoming = openBody(http.req.raw);
      try {
        const { body, hasExactSize, ...file } = await readIncomingFile(headers, incoming.chunks);
        const fields = parseInput(initiateRequest, {
          ...referenceHeaders(headers),
          file_name: file.name,
          file_size: file.sizeBytes,
          ...(file.contentType === null ? {} : { mime_type: file.contentType }),
        });
        const input = { workspace, fields, hasExactSize, body, idempotencyKey };
        return http.json(await receiveUpload(context, caller, input), 201);
      } finally {
        // Not awaited: a refusal that waits for the rest of a body comes too late, or never when the rest is slow.
        void incoming.drain();
      }
    },
  };
}
