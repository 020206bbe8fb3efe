import {
  type CompleteBatchResponse,
  type CompleteRequest,
  completeBatchRequest,
  completeRequest,
} from '@holdfast/upload-manager/contract';
import { requireChange } from '../../domain/authorize.ts';
import { toFailure } from '../../domain/failure.ts';
import { mapConcurrently } from '../../domain/map-concurrently.ts';
import { parseInput } from '../../domain/parse-input.ts';
import type { Caller } from '../../domain/principal.ts';
import { bodyLimits } from '../body-limits.ts';
import type { HttpContext, RouteServices } from '../http-env.ts';
import { readJson } from '../read-json.ts';

type ItemVerdict = CompleteBatchResponse['results'][number];

const batchConcurrency = 8;

/** `POST /app/assets/upload/complete` and its batch form: the only way a file becomes active. */
export function createCompletionRoutes({ completions, limits }: RouteServices) {
  const completeItem = async (caller: Caller, request: CompleteRequest): Promise<ItemVerdict> => {
    const { upload_session_id } = request;
    try {
      return { upload_session_id, status: 200, file: await completions.complete(caller, request) };
    } catch (error) {
      const { problem } = toFailure(error, caller.requestId);
      limits.refused(caller.principal, problem.code);
      return { upload_session_id, status: problem.status, error: problem };
    }
  };

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
      // Side by side, for most of a completion is waiting for the disk; each still has its own verdict.
      const results = await mapConcurrently(body.uploads, batchConcurrency, (request) =>
        completeItem(caller, request),
      );
      return http.json({ results });
    },
  };
}
