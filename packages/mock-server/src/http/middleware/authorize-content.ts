import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { FileRow } from '../../db/schema.ts';
import { ApiError } from '../../domain/api-error.ts';
import type { BackendContext } from '../../domain/backend-context.ts';
import { findFileById } from '../../domain/files/find-file.ts';
import type { ReadTokens } from '../../domain/files/read-tokens.ts';
import type { CallLimits } from '../call-limits.ts';
import { addressOf, type HttpEnv, pathId } from '../http-env.ts';

export interface ContentAuthorization {
  readonly context: BackendContext;
  readonly readTokens: ReadTokens;
  readonly limits: CallLimits;
  readonly authenticate: MiddlewareHandler<HttpEnv>;
}

/** Lets a reader of a file's bytes through with a read token, to a public file, or with credentials like everywhere else. */
export function authorizeContent({ context, readTokens, limits, authenticate }: ContentAuthorization) {
  return createMiddleware<HttpEnv>(async (http, next) => {
    const fileId = pathId(http);
    const token = http.req.query('t');
    if (token !== undefined) {
      limits.openRead(addressOf(http));
      await readTokens.verify(fileId, token);
      const file = await findFileById(context, fileId);
      if (!file) throw new ApiError('not_found', 'There is no such file');
      http.set('openFile', file);
      return next();
    }
    const file = await findPublicFile(context, fileId);
    if (!file) return authenticate(http, next);
    limits.openRead(addressOf(http));
    http.set('openFile', file);
    return next();
  });
}

async function findPublicFile(context: BackendContext, fileId: string): Promise<FileRow | undefined> {
  const types = context.settings.publicReferenceTypes;
  if (types.length === 0) return undefined;
  const file = await findFileById(context, fileId);
  const isPublic = file?.status === 'active' && types.includes(file.reference_type ?? '');
  return isPublic ? file : undefined;
}
