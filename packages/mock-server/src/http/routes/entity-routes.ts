import {
  type CascadeResult,
  createEntityRequest,
  deleteEntityQuery,
  entityQuery,
  updateEntityRequest,
} from '@holdfast/upload-manager/contract';
import { requireChange, requireRead } from '../../domain/authorize.ts';
import { createEntity } from '../../domain/entities/create-entity.ts';
import { deleteEntity, trashEntity } from '../../domain/entities/delete-entity.ts';
import { requireEntity, requireEntityRow } from '../../domain/entities/find-entity.ts';
import { listEntities } from '../../domain/entities/list-entities.ts';
import { showEntity } from '../../domain/entities/show-entities.ts';
import { updateEntity } from '../../domain/entities/update-entity.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { requireWorkspace } from '../../domain/workspaces/workspaces.ts';
import { bodyLimits } from '../body-limits.ts';
import { type HttpContext, pathId, type RouteServices } from '../http-env.ts';
import { readPage, readWorkspaceScope } from '../page-request.ts';
import { readJson } from '../read-json.ts';
import { readQuery } from '../read-query.ts';
import { readIdempotencyKey, readWorkspaceId } from '../request-headers.ts';

/** Walkthroughs, steps, categories and whatever else a host keeps files for. */
export function createEntityRoutes({ context }: RouteServices) {
  return {
    async createEntity(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const { headers } = http.req.raw;
      const workspace = await requireWorkspace(context, caller.principal, readWorkspaceId(headers));
      requireChange(caller, 'entities:write');
      const key = readIdempotencyKey(headers);
      const fields = parseInput(createEntityRequest, await readJson(http.req.raw, bodyLimits.entity));
      return http.json(await createEntity(context, caller, { workspace, fields, key }), 201);
    },

    async listEntities(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const workspaceIds = await readWorkspaceScope(context, http);
      requireRead(caller, 'files:read');
      const query = readQuery(http, entityQuery);
      return http.json(
        await listEntities(context, caller.principal, {
          workspaceIds,
          kind: query.kind,
          parentId: query.parent_id,
          isTrashed: query.trashed ?? false,
          page: readPage(query),
        }),
      );
    },

    async getEntity(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const row = await requireEntity(context, caller.principal, pathId(http));
      requireRead(caller, 'files:read');
      return http.json(await showEntity(context.database, row));
    },

    async updateEntity(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const { id } = await requireEntity(context, caller.principal, pathId(http));
      requireChange(caller, 'entities:write');
      const fields = parseInput(updateEntityRequest, await readJson(http.req.raw, bodyLimits.entity));
      return http.json(await updateEntity(context, caller, { entityId: id, fields }));
    },

    async deleteEntity(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const { id } = await requireEntityRow(context, caller.principal, pathId(http));
      requireChange(caller, 'entities:write');
      const { permanent } = readQuery(http, deleteEntityQuery);
      if (permanent !== true) {
        await trashEntity(context, caller, id);
        return http.json({ deleted_files: 0 } satisfies CascadeResult);
      }
      // Files go with it: saving a file's URL in an entity must not be a way around the right to delete it.
      requireChange(caller, 'files:delete');
      const deleted_files = await deleteEntity(context, caller, id);
      return http.json({ deleted_files } satisfies CascadeResult);
    },
  };
}
