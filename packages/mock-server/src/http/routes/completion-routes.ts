import {
  type CompleteBatchResponse,
  completeBatchRequest,
  completeRequest,
} from '@holdfast/upload-manager/contract';
import { requireChange } from '../../domain/authorize.ts';
import { toFailure } from '../../domain/failure.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { bodyLimits } from '../body-limits.ts';
import type { HttpContext, RouteServices } from '../http-env.ts';
import { readJson } from '../read-json.ts';

/** `POST /app/assets/upload/complete` and its batch form: the only way a file becomes active. */
export function createCompletionRoutes({ completions }: RouteServices) {
  return {
    async completeUpload(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      requireChange(caller, 'uploads:write');
      const request = parseInput(completeRequest, await readJson(http.req.raw, bodyLimits.complete));
      return http.json(await completions.complete(caller, request));
    },

    async completeUploadBatch(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      requireChange(caller, 'uploads:write');
      const body = parseInput(completeBatchRequest, await readJson(http.req.raw, bodyLimits.completeBatch));
      const results: CompleteBatchResponse['results'] = [];
      for (const request of body.uploads) {
        const { upload_session_id } = request;
        try {
          results.push({ upload_session_id, status: 200, file: await completions.complete(caller, request) });
        } catch (error) {
          const { problem } = toFailure(error, caller.requestId);
          results.push({ upload_session_id, status: problem.status, error: problem });
        }
      }
      return http.json({ results });
    },
  };
}
