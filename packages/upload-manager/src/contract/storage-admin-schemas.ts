import * as v from 'valibot';
import { labelText, taskStates } from './project-schemas.ts';
import { pageQuery } from './request-schemas.ts';
import { byteSize, opaqueId, timestamp } from './scalars.ts';

/** Whose the objects under a prefix are to be. */
export const importRequestBody = v.object({
  tenant_id: labelText,
  workspace_id: labelText,
  /** Ends with a slash. */
  prefix: v.pipe(v.string(), v.minLength(2), v.maxLength(1024), v.excludes('\0')),
  project_id: v.optional(labelText),
  /** Whom the files are charged to. @default "import" */
  user_id: v.optional(labelText),
  /** @default true */
  dry_run: v.optional(v.boolean()),
});
export type ImportRequestBody = v.InferOutput<typeof importRequestBody>;

export const storageImport = v.object({
  import_id: opaqueId,
  tenant_id: v.string(),
  workspace_id: v.string(),
  prefix: v.string(),
  project_id: v.nullable(v.string()),
  dry_run: v.boolean(),
  state: v.picklist(taskStates),
  scanned: v.number(),
  /** Objects that had no record when they were met. */
  untracked: v.number(),
  untracked_bytes: byteSize,
  imported: v.number(),
  imported_bytes: byteSize,
  failed: v.number(),
  sample_keys: v.array(v.string()),
  started_at: timestamp,
  updated_at: timestamp,
  finished_at: v.nullable(timestamp),
});
export type StorageImport = v.InferOutput<typeof storageImport>;

/**
 * `type` is the content type, detected where it can be; `file_type` is the label the app gave; `reference_type` is what
 * the file was first uploaded for.
 */
export const analyticsGroups = ['project', 'user', 'type', 'file_type', 'reference_type', 'day'] as const;
export type AnalyticsGroup = (typeof analyticsGroups)[number];

/** Of files made from `from`, inclusive, to `to`, exclusive. */
export const usageQuery = v.object({
  ...pageQuery.entries,
  group_by: v.picklist(analyticsGroups),
  from: v.optional(timestamp),
  to: v.optional(timestamp),
});

/** An operator names the tenant. */
export const analyticsQuery = v.object({ ...usageQuery.entries, tenant_id: labelText });

export const storageAnalytics = v.object({
  items: v.array(
    v.object({
      /** A day as `2026-01-31`; null for files without the label. */
      key: v.nullable(v.string()),
      files: v.number(),
      bytes: byteSize,
    }),
  ),
  next_cursor: v.nullable(v.string()),
});
export type StorageAnalytics = v.InferOutput<typeof storageAnalytics>;
