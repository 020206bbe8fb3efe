import {
  deleteByUrlsRequest,
  deleteFileQuery,
  editFileRequest,
  type FileDeletion,
  pageQuery,
} from '@holdfast/upload-manager/contract';
import { requireChange, requireRead } from '../../domain/authorize.ts';
import { deleteByUrls } from '../../domain/files/delete-by-urls.ts';
import { deleteFile } from '../../domain/files/delete-file.ts';
import { editFile } from '../../domain/files/edit-file.ts';
import { requireFile } from '../../domain/files/find-file.ts';
import { listFiles } from '../../domain/files/list-files.ts';
import { toFileRecord } from '../../domain/files/to-file-record.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { bodyLimits } from '../body-limits.ts';
import { type HttpContext, pathId, type RouteServices } from '../http-env.ts';
import { readPage, readWorkspaceScope } from '../page-request.ts';
import { readJson } from '../read-json.ts';
import { readQuery } from '../read-query.ts';

/** Records of files. */
export function createFileRoutes({ context }: RouteServices) {
  return {
    async listFiles(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const workspaceIds = await readWorkspaceScope(context, http);
      requireRead(caller, 'files:read');
      const page = readPage(readQuery(http, pageQuery));
      return http.json(await listFiles(context, caller.principal, { workspaceIds, page }));
    },

    async getFile(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const file = await requireFile(context, caller.principal, pathId(http));
      requireRead(caller, 'files:read');
      return http.json(toFileRecord(context, file));
    },

    async editFile(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      await requireFile(context, caller.principal, pathId(http));
      requireChange(caller, 'files:write');
      const patch = parseInput(editFileRequest, await readJson(http.req.raw, bodyLimits.default));
      const file = await editFile(context, caller.principal, { fileId: pathId(http), patch });
      return http.json(toFileRecord(context, file));
    },

    async deleteFilesByUrls(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      requireChange(caller, 'files:delete');
      const body = await readJson(http.req.raw, bodyLimits.deleteByUrls);
      return http.json(await deleteByUrls(context, caller, parseInput(deleteByUrlsRequest, body).urls));
    },

    async deleteFile(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      await requireFile(context, caller.principal, pathId(http));
      requireChange(caller, 'files:delete');
      const { force } = readQuery(http, deleteFileQuery);
      const file = await deleteFile(context, caller, { fileId: pathId(http), force: force === 'true' });
      const deletion: FileDeletion = { file_id: file.id, status: file.status };
      return http.json(deletion);
    },
  };
}
