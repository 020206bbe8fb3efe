import * as v from 'valibot';
import { pageQuery } from './request-schemas.ts';
import { opaqueId, timestamp } from './scalars.ts';

/** One change of state: who, what, when and, where there is one, why. */
export const auditEvent = v.object({
  event_id: opaqueId,
  tenant_id: v.string(),
  workspace_id: v.string(),
  /** A user's id, or the name of the job that made the change. */
  actor_id: v.string(),
  subject_type: v.string(),
  subject_id: v.string(),
  from_status: v.nullable(v.string()),
  to_status: v.string(),
  reason: v.nullable(v.string()),
  /** The request that made the change; null for a job. */
  request_id: v.nullable(v.string()),
  created_at: timestamp,
});
export type AuditEvent = v.InferOutput<typeof auditEvent>;
export const auditEventList = v.object({ items: v.array(auditEvent), next_cursor: v.nullable(v.string()) });
export type AuditEventList = v.InferOutput<typeof auditEventList>;

/** Filters of the audit trail; those left out match everything. `from` is inclusive, `to` exclusive. */
export const auditEventQuery = v.object({
  ...pageQuery.entries,
  tenant_id: v.optional(v.string()),
  actor_id: v.optional(v.string()),
  subject_type: v.optional(v.string()),
  subject_id: v.optional(v.string()),
  from: v.optional(timestamp),
  to: v.optional(timestamp),
});
