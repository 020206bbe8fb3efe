import { ApiError } from './api-error.ts';
import { type Caller, hasPermission, type Permission } from './principal.ts';

/** Reading needs the permission only. */
export function requireRead(caller: Caller, permission: Permission): void {
  if (hasPermission(caller.principal, permission)) return;
  throw new ApiError('forbidden', `The permission ${permission} is needed`, { fields: { permission } });
}

/** Changing state needs the permission and, with a cookie, a page of an allowed origin. */
export function requireChange(caller: Caller, permission: Permission): void {
  if (!caller.mayChangeState) {
    throw new ApiError('origin_not_allowed', 'Cookies change state only from an allowed origin');
  }
  requireRead(caller, permission);
}
