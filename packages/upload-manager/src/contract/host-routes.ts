import { type RouteDefinition, routes } from './routes.ts';

/** Routes of the contract that the SDK itself never calls: an app's own backend, a dashboard or an operator does. */
export const hostRoutes = {
  deleteProject: { method: 'DELETE', path: '/api/v1/projects/{id}' },
  projectCleanup: { method: 'GET', path: '/api/v1/projects/{id}/cleanup' },
  trackedObjects: { method: 'GET', path: '/api/v1/debug/r2-file-paths/{id}' },
  debugCleanup: { method: 'POST', path: '/api/v1/debug/cleanup-project/{id}' },
  startImport: { method: 'POST', path: '/api/v1/admin/imports' },
  getImport: { method: 'GET', path: '/api/v1/admin/imports/{id}' },
  storageAnalytics: { method: 'GET', path: '/api/v1/admin/analytics' },
  adminHistory: { method: 'GET', path: '/api/v1/admin/history' },
  uploadFile: { method: 'POST', path: '/api/upload' },
  createReadToken: { method: 'POST', path: '/api/files/{id}/read-token' },
  deleteFilesByUrls: { method: 'POST', path: '/api/files/delete-by-urls' },
  metrics: { method: 'GET', path: '/metrics' },
  openApi: { method: 'GET', path: '/openapi.json' },
  addReference: { method: 'POST', path: '/api/files/{id}/references' },
  removeReference: { method: 'DELETE', path: '/api/files/{id}/references' },
  createWorkspace: { method: 'POST', path: '/api/workspaces' },
  createEntity: { method: 'POST', path: '/api/entities' },
  listEntities: { method: 'GET', path: '/api/entities' },
  getEntity: { method: 'GET', path: '/api/entities/{id}' },
  updateEntity: { method: 'PUT', path: '/api/entities/{id}' },
  deleteEntity: { method: 'DELETE', path: '/api/entities/{id}' },
  auditEvents: { method: 'GET', path: '/api/v1/admin/audit-events' },
  listJobs: { method: 'GET', path: '/api/v1/admin/jobs' },
  runJob: { method: 'POST', path: '/api/v1/admin/jobs/{id}/run' },
  listOrphans: { method: 'GET', path: '/api/v1/admin/orphans' },
  repairOrphans: { method: 'POST', path: '/api/v1/admin/orphans' },
} as const satisfies Record<string, RouteDefinition>;

/** Every route a backend answers. */
export const allRoutes = { ...routes, ...hostRoutes };

export type AnyRouteName = keyof typeof allRoutes;
