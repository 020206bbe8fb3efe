export const permissions = [
  'uploads:write',
  'files:read',
  'files:write',
  'files:delete',
  'entities:write',
  'workspaces:write',
  'plan:write',
  'projects:delete',
] as const;
export type Permission = (typeof permissions)[number];

/** Who is asking, as the host's `authenticate` answers it. */
export interface Principal {
  readonly tenantId: string;
  readonly userId: string;
  /** The first is the default. */
  readonly workspaceIds: readonly string[];
  readonly permissions: readonly (Permission | '*')[];
}

/** A principal together with what the request says about where it comes from. */
export interface Caller {
  readonly principal: Principal;
  readonly requestId: string;
  /** False for a cookie sent by a page of another origin: it may look, but change nothing. */
  readonly mayChangeState: boolean;
}

export function hasPermission(principal: Principal, permission: Permission): boolean {
  return principal.permissions.includes('*') || principal.permissions.includes(permission);
}
