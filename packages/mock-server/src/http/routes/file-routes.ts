import { type FileDeletion, pageQuery } from '@holdfast/upload-manager/contract';
import { requireChange, requireRead } from '../../domain/authorize.ts';
import { deleteFile } from '../../domain/files/delete-file.ts';
import { requireFile } from '../../domain/files/find-file.ts';
import { listFiles } from '../../domain/files/list-files.ts';
import { toFileRecord } from '../../domain/files/to-file-record.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { type HttpContext, pathId, type RouteServices } from '../http-env.ts';
import { readPage, readWorkspaceScope } from '../page-request.ts';

/** Records of files. */
export function createFileRoutes({ context }: RouteServices) {
  return {
    async listFiles(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const workspaceIds = await readWorkspaceScope(context, http);
      requireRead(caller, 'files:read');
      const page = readPage(parseInput(pageQuery, http.req.query()));
      return http.json(await listFiles(context, caller.principal, { workspaceIds, page }));
    },

    async getFile(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const file = await requireFile(context, caller.principal, pathId(http));
      requireRead(caller, 'files:read');
      return http.json(toFileRecord(context, file));
    },

    async deleteFile(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      await requireFile(context, caller.principal, pathId(http));
      requireChange(caller, 'files:delete');
      const file = await deleteFile(context, caller, pathId(http));
      const deletion: FileDeletion = { file_id: file.id, status: file.status };
      return http.json(deletion);
    },
  };
}
