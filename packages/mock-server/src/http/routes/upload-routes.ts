import {
  pageQuery,
  type SessionState,
  type SignUploadsResponse,
  signPartRequest,
  signPartsRequest,
  signUploadsRequest,
} from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import { requireChange, requireRead } from '../../domain/authorize.ts';
import { toTimestamp } from '../../domain/encoding.ts';
import { toFailure } from '../../domain/failure.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { cancelUpload } from '../../domain/sessions/cancel-upload.ts';
import { requireSession, touchSession } from '../../domain/sessions/find-session.ts';
import { listUploads } from '../../domain/sessions/list-uploads.ts';
import { resumeUpload } from '../../domain/sessions/resume-upload.ts';
import { signDirect, signParts, touchUpload } from '../../domain/sessions/sign-parts.ts';
import { bodyLimits } from '../body-limits.ts';
import { type HttpContext, pathId, type RouteServices } from '../http-env.ts';
import { readPage, readWorkspaceScope } from '../page-request.ts';
import { readJson } from '../read-json.ts';
import { readQuery } from '../read-query.ts';

/** What can be done with an open upload session, except completing it. */
export function createUploadRoutes({ context, completions, limits }: RouteServices) {
  /** Unknown and foreign ids are told before rights, and rights before what is in the body. */
  const requireOwn = async (http: HttpContext): Promise<SessionRow> => {
    const caller = http.get('caller');
    await requireSession(context, caller.principal, pathId(http));
    requireChange(caller, 'uploads:write');
    return touchSession(context, caller, pathId(http));
  };

  return {
    async signPart(http: HttpContext): Promise<Response> {
      const session = await requireOwn(http);
      const part = parseInput(signPartRequest, await readJson(http.req.raw, bodyLimits.default));
      limits.sign(http.get('caller').principal, 1);
      const [signed] = await signParts(context, session, [part]);
      return http.json(signed);
    },

    async signParts(http: HttpContext): Promise<Response> {
      const session = await requireOwn(http);
      const { parts } = parseInput(signPartsRequest, await readJson(http.req.raw, bodyLimits.default));
      limits.sign(http.get('caller').principal, parts.length);
      return http.json({ parts: await signParts(context, session, parts) });
    },

    async signUploads(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      requireChange(caller, 'uploads:write');
      const { uploads } = parseInput(signUploadsRequest, await readJson(http.req.raw, bodyLimits.default));
      limits.sign(caller.principal, uploads.length);
      const results: SignUploadsResponse['results'] = [];
      for (const { upload_session_id, checksum } of uploads) {
        try {
          const upload = await signDirect(context, caller, { sessionId: upload_session_id, checksum });
          results.push({ upload_session_id, status: 200, upload });
        } catch (error) {
          const { problem } = toFailure(error, caller.requestId);
          limits.refused(caller.principal, problem.code);
          results.push({ upload_session_id, status: problem.status, error: problem });
        }
      }
      return http.json({ results });
    },

    async resumeUpload(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      await requireSession(context, caller.principal, pathId(http));
      requireRead(caller, 'uploads:write');
      return http.json(await resumeUpload(context, caller, pathId(http)));
    },

    async touchUpload(http: HttpContext): Promise<Response> {
      await requireOwn(http);
      return http.json(toState(await touchUpload(context, http.get('caller'), pathId(http))));
    },

    async cancelUpload(http: HttpContext): Promise<Response> {
      await requireOwn(http);
      const target = { caller: http.get('caller'), sessionId: pathId(http) };
      return http.json(toState(await cancelUpload(context, completions, target)));
    },

    async listUploads(http: HttpContext): Promise<Response> {
      const { principal } = http.get('caller');
      const workspaceIds = await readWorkspaceScope(context, http);
      requireRead(http.get('caller'), 'uploads:write');
      const page = readPage(readQuery(http, pageQuery));
      return http.json(await listUploads(context, principal, { workspaceIds, page }));
    },
  };
}

function toState(session: SessionRow): SessionState {
  return {
    upload_session_id: session.id,
    upload_status: session.status,
    expires_at: toTimestamp(session.expires_at),
  };
}
