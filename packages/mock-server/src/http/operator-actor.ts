import type { Actor } from '../domain/audit/record-transition.ts';
import type { HttpContext } from './http-env.ts';

/** Whom the audit trail names when an operator does something by hand. */
export function operatorActor(http: HttpContext): Actor {
  return { id: 'operator', requestId: http.get('requestId') };
}
