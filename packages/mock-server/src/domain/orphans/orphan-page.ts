import * as v from 'valibot';
import { ApiError } from '../api-error.ts';
import { fromBase64Url, toBase64Url } from '../encoding.ts';

/** What one call looks at. */
export interface OrphanScope {
  /** A folder, ending in a slash, or empty for everything. */
  readonly prefix: string;
  readonly position: OrphanPosition;
  readonly limit: number;
}

/** Where a call goes on: a tenant's bucket and the driver's own place in it, or the last file looked at. */
export interface OrphanPosition {
  readonly tenantId: string;
  readonly after: string | null;
}

export interface OrphanPage<Orphan> {
  readonly orphans: readonly Orphan[];
  readonly examined: number;
  readonly next: OrphanPosition | null;
}

const start: OrphanPosition = { tenantId: '', after: null };
const positionSchema = v.strictTuple([v.string(), v.nullable(v.string())]);

/** A name without a slash means the folder of that name, and not every folder that begins like it. */
export function toFolder(prefix: string): string {
  return prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
}

export function formatOrphanCursor(position: OrphanPosition | null): string | null {
  if (position === null) return null;
  return toBase64Url(new TextEncoder().encode(JSON.stringify([position.tenantId, position.after])));
}

export function parseOrphanCursor(cursor: string | undefined): OrphanPosition {
  if (cursor === undefined) return start;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(cursor));
    const [tenantId, after] = v.parse(positionSchema, JSON.parse(text));
    return { tenantId, after };
  } catch (error) {
    throw new ApiError('invalid_request', 'The cursor is not one this server gave', { cause: error });
  }
}
