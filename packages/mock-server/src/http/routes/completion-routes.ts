import {
  type CompleteBatchResponse,
  completeBatchRequest,
  completeRequest,
  type FileRecord,
} from '@holdfast/upload-manager/contract';
import { requireChange } from '../../domain/authorize.ts';
import { toFailure } from '../../domain/failure.ts';
import { parseInput } from '../../domain/parse-input.ts';
import type { Caller } from '../../domain/principal.ts';
import { bodyLimits } from '../body-limits.ts';
import type { HttpContext, RouteServices } from '../http-env.ts';
import { readJson } from '../read-json.ts';

type ItemVerdict = CompleteBatchResponse['results'][number];

/** `POST /app/assets/upload/complete` and its batch form: the only way a file becomes active. */
export function createCompletionRoutes({ completions, limits }: RouteServices) {
  const toVerdict = (
    { principal, requestId }: Caller,
    upload_session_id: string,
    outcome: PromiseSettledResult<FileRecord>,
  ): ItemVerdict => {
    if (outcome.status === 'fulfilled') return { upload_session_id, status: 200, file: outcome.value };
    const { problem } = toFailure(outcome.reason, requestId);
    limits.refused(principal, problem.code);
    return { upload_session_id, status: problem.status, error: problem };
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
      const outcomes = await completions.completeBatch(caller, body.uploads);
      const results = outcomes.map((outcome, index) =>
        toVerdict(caller, body.uploads[index]?.upload_session_id ?? '', outcome),
      );
      return http.json({ results });
    },
  };
}
