import {
  type CascadeResult,
  pageQuery,
  referenceQuery,
  referenceRequest,
} from '@holdfast/upload-manager/contract';
import { requireChange, requireRead } from '../../domain/authorize.ts';
import { requireFile } from '../../domain/files/find-file.ts';
import { defaultPageSize } from '../../domain/page.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { cascadeReference } from '../../domain/references/cascade-reference.ts';
import { addReference, removeReference } from '../../domain/references/change-references.ts';
import type { Reference } from '../../domain/references/insert-reference.ts';
import { listReferencedFiles } from '../../domain/references/list-referenced-files.ts';
import { listReferences } from '../../domain/references/list-references.ts';
import { bodyLimits } from '../body-limits.ts';
import { type HttpContext, pathId, pathType, type RouteServices } from '../http-env.ts';
import { readPage, readWorkspaceScope } from '../page-request.ts';
import { readJson } from '../read-json.ts';
import { readQuery } from '../read-query.ts';

/** What files are for: references of files, files of references. */
export function createReferenceRoutes({ context }: RouteServices) {
  return {
    async addReference(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const file = await requireFile(context, caller.principal, pathId(http));
      requireChange(caller, 'files:write');
      const body = await readJson(http.req.raw, bodyLimits.default);
      return http.json(await addReference(context, { file, reference: toReference(body) }));
    },

    async removeReference(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const file = await requireFile(context, caller.principal, pathId(http));
      requireChange(caller, 'files:write');
      // Not every client and proxy passes on the body of a DELETE: the query says the same.
      const hasBody = http.req.raw.headers.has('content-type');
      const reference = hasBody
        ? toReference(await readJson(http.req.raw, bodyLimits.default))
        : toReference(readQuery(http, referenceRequest));
      return http.json(await removeReference(context, { file, reference }));
    },

    async listReferences(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const workspaceIds = await readWorkspaceScope(context, http);
      requireRead(caller, 'files:read');
      const { reference_type, cursor, limit } = readQuery(http, referenceQuery);
      return http.json(
        await listReferences(context, caller.principal, {
          workspaceIds,
          type: reference_type,
          cursor,
          limit: limit ?? defaultPageSize,
        }),
      );
    },

    async referencedFiles(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const workspaceIds = await readWorkspaceScope(context, http);
      requireRead(caller, 'files:read');
      const reference = pathReference(http);
      const page = readPage(readQuery(http, pageQuery));
      return http.json(
        await listReferencedFiles(context, caller.principal, { reference, workspaceIds, page }),
      );
    },

    async deleteReference(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const workspaceIds = await readWorkspaceScope(context, http);
      requireChange(caller, 'files:delete');
      const reference = pathReference(http);
      const deleted = await cascadeReference(context, caller, { reference, workspaceIds });
      return http.json({ deleted_files: deleted } satisfies CascadeResult);
    },
  };
}

function pathReference(http: HttpContext): Reference {
  return toReference({ reference_type: pathType(http), reference_id: pathId(http) });
}

function toReference(sent: unknown): Reference {
  const { reference_type, reference_id } = parseInput(referenceRequest, sent);
  return { type: reference_type, id: reference_id };
}
