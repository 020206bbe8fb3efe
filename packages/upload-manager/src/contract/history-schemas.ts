import * as v from 'valibot';
import { fileStatuses, processingStatuses } from './file-status.ts';
import { labelText } from './project-schemas.ts';
import { pageQuery } from './request-schemas.ts';
import { byteSize, opaqueId, timestamp } from './scalars.ts';

/** What became of one upload. Every field is there in every entry. */
export const historyEntry = v.object({
  file_id: opaqueId,
  file_name: v.string(),
  size_bytes: byteSize,
  mime_type: v.string(),
  status: v.picklist(fileStatuses),
  processing_status: v.picklist(processingStatuses),
  created_at: timestamp,
  updated_at: timestamp,
});
export type HistoryEntry = v.InferOutput<typeof historyEntry>;

const historyFrame = {
  next_cursor: v.nullable(v.string()),
  /** How many entries match, counted up to 10,000. */
  total: v.number(),
  /** False when there are more than were counted. */
  total_is_exact: v.boolean(),
  /** Records of this page that this version cannot show, and left out. */
  dropped: v.number(),
};

export const historyList = v.object({ items: v.array(historyEntry), ...historyFrame });
export type HistoryList = v.InferOutput<typeof historyList>;

/** An entry as operators see it: with whose it is. */
export const adminHistoryEntry = v.object({
  ...historyEntry.entries,
  tenant_id: v.string(),
  workspace_id: v.string(),
  user_id: v.string(),
  failure_reason: v.nullable(v.string()),
});
export const adminHistoryList = v.object({ items: v.array(adminHistoryEntry), ...historyFrame });
export type AdminHistoryList = v.InferOutput<typeof adminHistoryList>;

/** Filters of the history; those left out match everything. `from` is inclusive, `to` exclusive. */
export const historyQuery = v.object({
  ...pageQuery.entries,
  /** Counted from 1. Deeper than row 10,000 only a cursor leads. */
  page: v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.minValue(1))),
  from: v.optional(timestamp),
  to: v.optional(timestamp),
  status: v.optional(v.picklist(fileStatuses)),
  /** How the file's name begins, in capitals or not. */
  filename: v.optional(labelText),
});

/** An operator names the tenant; an anonymous session's tenant is its own id. */
export const adminHistoryQuery = v.object({
  ...historyQuery.entries,
  tenant_id: labelText,
  workspace_id: v.optional(labelText),
  user_id: v.optional(labelText),
});
