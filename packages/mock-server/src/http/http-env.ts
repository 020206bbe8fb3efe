import type { ErrorCode } from '@holdfast/upload-manager/contract';
import type { Context } from 'hono';
import type { FileRow } from '../db/schema.ts';
import type { BackendContext } from '../domain/backend-context.ts';
import type { ReadTokens } from '../domain/files/read-tokens.ts';
import type { Caller } from '../domain/principal.ts';
import type { Completions } from '../domain/sessions/complete-upload.ts';
import type { Tasks } from '../domain/tasks/create-tasks.ts';
import type { Jobs } from '../jobs/create-jobs.ts';
import type { CallLimits } from './call-limits.ts';
import type { OperatorCheck } from './operator-check.ts';

/** What a host knows about the connection a request came on. */
export interface Connection {
  readonly clientAddress?: string;
}

export interface HttpEnv {
  Bindings: Connection;
  Variables: {
    requestId: string;
    caller: Caller;
    /** Set where the operator came instead of a caller. */
    isOperator?: true;
    /** Template of the route that answers; none where there is no such route. */
    route?: string;
    /** Code of the problem that was answered. */
    problemCode?: ErrorCode;
    /** A file whose bytes may be read without a caller. */
    openFile?: FileRow;
  };
}

export type HttpContext = Context<HttpEnv>;

/** What the routes work with. */
export interface RouteServices {
  readonly context: BackendContext;
  readonly completions: Completions;
  readonly readTokens: ReadTokens;
  readonly jobs: Jobs;
  readonly tasks: Tasks;
  readonly limits: CallLimits;
  readonly isOperator: OperatorCheck;
  /** Whether the server is about to end. */
  isStopping(): boolean;
}

export type RouteHandler = (http: HttpContext) => Promise<Response> | Response;

/** Whom a request is counted for before its caller is known; hosts without addresses have one client. */
export function addressOf(http: HttpContext): string {
  return http.env?.clientAddress ?? 'unknown';
}

/** The `{id}` of the path. */
export function pathId(http: HttpContext): string {
  return withoutNul(http.req.param('id') ?? '');
}

/** The `{type}` of the path. */
export function pathType(http: HttpContext): string {
  return withoutNul(http.req.param('type') ?? '');
}

/** Nothing here has a NUL in its name, and PostgreSQL would not even take one to look for: it is like no name at all. */
function withoutNul(name: string): string {
  return name.includes('\0') ? '' : name;
}
