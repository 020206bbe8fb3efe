import { initiateBatchRequest, initiateRequest } from '@holdfast/upload-manager/contract';
import { requireChange } from '../../domain/authorize.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { initiateBatch } from '../../domain/sessions/initiate-batch.ts';
import { initiateUpload } from '../../domain/sessions/initiate-upload.ts';
import { requireWorkspace } from '../../domain/workspaces/workspaces.ts';
import { bodyLimits } from '../body-limits.ts';
import type { HttpContext, RouteServices } from '../http-env.ts';
import { readJson } from '../read-json.ts';
import { readIdempotencyKey, readWorkspaceId, referenceHeaders } from '../request-headers.ts';

/** `POST /app/uploads/initiate` and its batch form. */
export function createInitiateRoutes({ context }: RouteServices) {
  return {
    async initiateUpload(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const { headers } = http.req.raw;
      const workspace = await requireWorkspace(context, caller.principal, readWorkspaceId(headers));
      requireChange(caller, 'uploads:write');
      const key = readIdempotencyKey(headers);
      const body = await readJson(http.req.raw, bodyLimits.default);
      const fields = parseInput(initiateRequest, withReference(headers, body));
      const session = await initiateUpload(context, caller, {
        workspace,
        fields,
        idempotency: key === undefined ? null : { route: 'initiateUpload', key },
      });
      return http.json(session, 201);
    },

    async initiateUploadBatch(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const { headers } = http.req.raw;
      const workspace = await requireWorkspace(context, caller.principal, readWorkspaceId(headers));
      requireChange(caller, 'uploads:write');
      const batchKey = readIdempotencyKey(headers);
      const body = parseInput(initiateBatchRequest, await readJson(http.req.raw, bodyLimits.initiateBatch));
      return http.json(
        await initiateBatch(context, caller, {
          workspace,
          batchReference: body.batch_reference,
          files: body.files.map((file) => withReference(headers, file)),
          batchKey,
        }),
      );
    },
  };
}

/** The headers say it for files that do not say it themselves. */
function withReference(headers: Headers, file: unknown): unknown {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) return file;
  return { ...referenceHeaders(headers), ...file };
}
