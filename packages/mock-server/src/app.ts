import { type AnyRouteName, allRoutes, type RouteDefinition } from '@holdfast/upload-manager/contract';
import { Hono, type MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { ApiError } from './domain/api-error.ts';
import { toFailure } from './domain/failure.ts';
import type { Caller } from './domain/principal.ts';
import type { Faults } from './faults/create-faults.ts';
import { createFaultRoutes, faultsPath } from './faults/fault-routes.ts';
import { withFault } from './faults/with-fault.ts';
import type { Connection, HttpContext, HttpEnv, RouteHandler, RouteServices } from './http/http-env.ts';
import { allowOrigins } from './http/middleware/allow-origins.ts';
import { authorizeContent } from './http/middleware/authorize-content.ts';
import { limitCalls } from './http/middleware/limit-calls.ts';
import { observeRequests } from './http/middleware/observe-requests.ts';
import { orOperator } from './http/middleware/or-operator.ts';
import { requestId } from './http/middleware/request-id.ts';
import { securityHeaders } from './http/middleware/security-headers.ts';
import { operations } from './http/openapi/operations.ts';
import { createAuditRoutes } from './http/routes/audit-routes.ts';
import { createCompletionRoutes } from './http/routes/completion-routes.ts';
import { createContentRoutes } from './http/routes/content-routes.ts';
import { createEntityRoutes } from './http/routes/entity-routes.ts';
import { createFileRoutes } from './http/routes/file-routes.ts';
import { createHistoryRoutes } from './http/routes/history-routes.ts';
import { createInitiateRoutes } from './http/routes/initiate-routes.ts';
import { createJobRoutes } from './http/routes/job-routes.ts';
import { createMetricsRoute } from './http/routes/metrics-route.ts';
import { createOpenApiRoute } from './http/routes/open-api-route.ts';
import { createOrphanRoutes } from './http/routes/orphan-routes.ts';
import { createProjectRoutes } from './http/routes/project-routes.ts';
import { createReceiveRoutes } from './http/routes/receive-routes.ts';
import { createReferenceRoutes } from './http/routes/reference-routes.ts';
import { createServiceRoutes } from './http/routes/service-routes.ts';
import { createSessionRoute } from './http/routes/session-routes.ts';
import { createStorageAdminRoutes } from './http/routes/storage-admin-routes.ts';
import { createUploadRoutes } from './http/routes/upload-routes.ts';
import { createWorkspaceRoutes } from './http/routes/workspace-routes.ts';
import type { SessionCookie } from './http/session-cookie.ts';
import { storagePath } from './storage/signed-url.ts';

export interface AppOptions {
  readonly services: RouteServices;
  readonly cookie: SessionCookie;
  readonly authenticate: MiddlewareHandler<HttpEnv>;
  readonly requireOperator: MiddlewareHandler<HttpEnv>;
  /** Failures on order; the routes that order them exist only with it. */
  readonly faults: Faults | undefined;
}

export interface App {
  fetch(request: Request, connection: Connection): Promise<Response>;
}

interface Route extends RouteDefinition {
  readonly name: AnyRouteName;
  readonly handler: RouteHandler;
}

/** The contract's route table with what answers each route, and one place where errors become answers. */
export function createApp(options: AppOptions): App {
  const { context } = options.services;
  const app = new Hono<HttpEnv>();
  const table = routeTable(options);

  const { endpoint } = context.storage;
  if (endpoint) app.all(storagePath, (http) => endpoint.fetch(http.req.raw));
  app.use(
    requestId(context.identifiers),
    observeRequests(context),
    securityHeaders(context.settings.publicUrl),
    allowOrigins(context.settings.corsOrigins),
  );

  for (const { name, method, path, handler } of table) {
    app.on(method, [toPattern(path)], nameRoute(path), ...guardsOf(name, options), handler);
  }
  for (const [pattern, allow] of allowedMethods(table)) {
    app.all(pattern, () => {
      throw new ApiError('method_not_allowed', 'This route does not take this method', { fields: { allow } });
    });
  }
  if (options.faults) {
    const { listFaults, replaceFaults, clearFaults } = createFaultRoutes(options.faults);
    app.get(faultsPath, listFaults).post(faultsPath, replaceFaults).delete(faultsPath, clearFaults);
  }
  app.notFound(() => {
    throw new ApiError('not_found', 'There is no such route');
  });
  app.onError((error, http) => answerError(options.services, http, error));

  return {
    async fetch(request, connection) {
      const fault = options.faults?.decide(request.method, new URL(request.url).pathname) ?? null;
      const run = async () => app.fetch(request, connection);
      return withFault(fault, run, ({ status, headers, body }) => new Response(body, { status, headers }));
    },
  };
}

/** Logs and metrics tell routes apart by their templates. */
function nameRoute(path: string): MiddlewareHandler<HttpEnv> {
  return (http, next) => {
    http.set('route', path);
    return next();
  };
}

/** The document says who may call a route, and so it is. */
function guardsOf(name: AnyRouteName, options: AppOptions): readonly MiddlewareHandler<HttpEnv>[] {
  const { access = 'caller' } = operations[name];
  if (access === 'open') return [];
  if (access === 'operator') return [options.requireOperator];
  const authenticate = every(options.authenticate, limitCalls(options.services.limits));
  if (access === 'caller') return [authenticate];
  if (access === 'caller-or-operator') return [orOperator(options.services, authenticate)];
  return [authorizeContent({ ...options.services, authenticate })];
}

function routeTable(options: AppOptions): readonly Route[] {
  const { services, cookie } = options;
  const handlers = {
    createSession: createSessionRoute(services, cookie),
    ...createInitiateRoutes(services),
    ...createReceiveRoutes(services),
    ...createUploadRoutes(services),
    ...createCompletionRoutes(services),
    ...createFileRoutes(services),
    ...createContentRoutes(services),
    ...createReferenceRoutes(services),
    ...createEntityRoutes(services),
    ...createWorkspaceRoutes(services),
    ...createServiceRoutes(services),
    ...createOpenApiRoute(services),
    ...createMetricsRoute(services),
    ...createAuditRoutes(services),
    ...createHistoryRoutes(services),
    ...createJobRoutes(services.jobs),
    ...createProjectRoutes(services),
    ...createStorageAdminRoutes(services),
    ...createOrphanRoutes(services),
  } satisfies Record<AnyRouteName, RouteHandler>;

  return Object.entries(handlers).map(([key, handler]) => {
    // `handlers` has the names of the contract's routes, by its type.
    const name = key as AnyRouteName;
    return { ...allRoutes[name], name, handler };
  });
}

/** The contract writes `{id}`, Hono `:id`. */
function toPattern(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function allowedMethods(table: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  const allowed = new Map<string, string[]>();
  for (const { method, path } of table) {
    const pattern = toPattern(path);
    const methods = method === 'GET' ? ['GET', 'HEAD'] : [method];
    allowed.set(pattern, [...(allowed.get(pattern) ?? []), ...methods]);
  }
  return allowed;
}

function answerError({ context, limits }: RouteServices, http: HttpContext, error: unknown): Response {
  const id = http.get('requestId');
  const { problem, headers } = toFailure(error, id);
  http.set('problemCode', problem.code);
  const caller: Caller | undefined = http.get('caller');
  if (caller) limits.refused(caller.principal, problem.code);
  if (problem.status >= 500) {
    context.log({ level: 'error', event: 'request.failed', requestId: id, route: http.get('route'), error });
  }
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
