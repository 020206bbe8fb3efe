import * as v from 'valibot';
import { fileStatuses } from './file-status.ts';
import { pageQuery } from './request-schemas.ts';
import { byteSize, opaqueId, timestamp } from './scalars.ts';

/** `running` also between two attempts; `failed` when the last attempt left something. */
export const taskStates = ['running', 'done', 'failed'] as const;
export type TaskState = (typeof taskStates)[number];

const tally = {
  found: v.number(),
  deleted: v.number(),
  failed: v.number(),
  /** Of what was deleted. */
  bytes: byteSize,
};

/** What became of the files of a deleted project. */
export const projectCleanup = v.object({
  cleanup_id: opaqueId,
  project_id: v.string(),
  state: v.picklist(taskStates),
  /** The records went, the bytes stayed as untracked objects. */
  delete_records_only: v.boolean(),
  cancelled_uploads: v.number(),
  ...tally,
  /** By the keys that records name, and by what lies under the project's prefix. */
  by_method: v.object({ tracked: v.object(tally), prefix: v.object(tally) }),
  attempts: v.number(),
  started_at: timestamp,
  updated_at: timestamp,
  finished_at: v.nullable(timestamp),
});
export type ProjectCleanup = v.InferOutput<typeof projectCleanup>;

/** What a clean-up would do. The token stands for exactly this plan. */
export const cleanupPlan = v.object({
  tenant_id: v.string(),
  project_id: v.string(),
  delete_records_only: v.boolean(),
  method: v.picklist(['tracked', 'prefix']),
  objects: v.number(),
  bytes: byteSize,
  open_uploads: v.number(),
  sample_keys: v.array(v.string()),
  plan_token: v.string(),
});
export type CleanupPlan = v.InferOutput<typeof cleanupPlan>;

/** A dry run answers the plan; an execution also what it began. */
export const debugCleanup = v.object({
  dry_run: v.boolean(),
  plan: cleanupPlan,
  cleanup: v.nullable(projectCleanup),
});
export type DebugCleanup = v.InferOutput<typeof debugCleanup>;

/** One object of a project as its record tracks it. */
export const trackedObject = v.object({
  file_id: opaqueId,
  tenant_id: v.string(),
  workspace_id: v.string(),
  user_id: v.string(),
  storage_key: v.string(),
  status: v.picklist(fileStatuses),
  size_bytes: byteSize,
  content_type: v.string(),
  scene_id: v.nullable(v.string()),
  file_type: v.nullable(v.string()),
  metadata: v.record(v.string(), v.unknown()),
  created_at: timestamp,
  updated_at: timestamp,
});
export type TrackedObject = v.InferOutput<typeof trackedObject>;
export const trackedObjectList = v.object({
  items: v.array(trackedObject),
  next_cursor: v.nullable(v.string()),
});
export type TrackedObjectList = v.InferOutput<typeof trackedObjectList>;

/** An id that a host chose, as a path or a query carries it; no database stores NUL. */
export const labelText = v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.excludes('\0'));

const flag = v.pipe(
  v.picklist(['true', 'false']),
  v.transform((text) => text === 'true'),
);

/** Operators say whose project they mean; left out, only one tenant may have cleaned up a project of this name. */
export const projectCleanupQuery = v.object({ tenant_id: v.optional(labelText) });

export const trackedObjectQuery = v.object({ ...pageQuery.entries, tenant_id: v.optional(labelText) });

/** `tenant_id` may be left out when the project's files are all one tenant's. */
export const debugCleanupQuery = v.object({
  tenant_id: v.optional(labelText),
  dry_run: v.optional(flag, 'true'),
  delete_records_only: v.optional(flag, 'false'),
  plan_token: v.optional(v.pipe(v.string(), v.maxLength(100))),
});
