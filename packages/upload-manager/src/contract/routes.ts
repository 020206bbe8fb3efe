/** One route of the wire: method and path template, with `{name}` for path parameters. */
export interface RouteDefinition {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
}

/** Every route the SDK calls. A user may override paths, so that the contract can live under any prefix. */
export const routes = {
  createSession: { method: 'POST', path: '/api/session' },
  capabilities: { method: 'GET', path: '/api/capabilities' },
  initiateUpload: { method: 'POST', path: '/app/uploads/initiate' },
  initiateUploadBatch: { method: 'POST', path: '/app/uploads/initiate-batch' },
  signPart: { method: 'POST', path: '/app/uploads/{id}/multipart-part-url' },
  signParts: { method: 'POST', path: '/app/uploads/{id}/multipart-part-urls' },
  signUploads: { method: 'POST', path: '/app/uploads/upload-urls' },
  resumeUpload: { method: 'GET', path: '/app/uploads/{id}/resume' },
  touchUpload: { method: 'PUT', path: '/app/uploads/{id}/activity' },
  cancelUpload: { method: 'POST', path: '/app/uploads/{id}/cancel' },
  listUploads: { method: 'GET', path: '/app/uploads' },
  completeUpload: { method: 'POST', path: '/app/assets/upload/complete' },
  completeUploadBatch: { method: 'POST', path: '/app/assets/upload/complete-batch' },
  listFiles: { method: 'GET', path: '/api/files' },
  getFile: { method: 'GET', path: '/api/files/{id}' },
  editFile: { method: 'PATCH', path: '/api/files/{id}' },
  deleteFile: { method: 'DELETE', path: '/api/files/{id}' },
  fileContent: { method: 'GET', path: '/api/files/{id}/content' },
  listWorkspaces: { method: 'GET', path: '/api/workspaces' },
  workspaceQuota: { method: 'GET', path: '/api/workspaces/{id}/quota' },
  changePlan: { method: 'PUT', path: '/api/workspaces/{id}/plan' },
  listPlans: { method: 'GET', path: '/api/plans' },
  userPlan: { method: 'GET', path: '/api/user/plan' },
  workspaceUsage: { method: 'GET', path: '/api/workspaces/{id}/usage' },
  ingestionHistory: { method: 'GET', path: '/api/ingestion/history' },
  listReferences: { method: 'GET', path: '/api/references' },
  referencedFiles: { method: 'GET', path: '/api/references/{type}/{id}/files' },
  deleteReference: { method: 'DELETE', path: '/api/references/{type}/{id}' },
  liveness: { method: 'GET', path: '/healthz' },
  readiness: { method: 'GET', path: '/readyz' },
} as const satisfies Record<string, RouteDefinition>;

export type RouteName = keyof typeof routes;

/** Fills the `{name}` places of a path template; each value is percent-encoded. */
export function buildPath(template: string, parameters: Readonly<Record<string, string>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!Object.hasOwn(parameters, name)) throw new TypeError(`Path ${template} needs the parameter ${name}`);
    return encodeURIComponent(parameters[name] ?? '');
  });
}
