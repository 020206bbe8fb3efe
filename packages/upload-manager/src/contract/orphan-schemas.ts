import * as v from 'valibot';
import { byteSize, opaqueId, timestamp } from './scalars.ts';

const orphanKind = v.picklist(['objects', 'records']);

const orphanScope = {
  kind: orphanKind,
  /** A folder: `images` and `images/` both mean what is in `images/`, never `images2/`. */
  prefix: v.optional(v.pipe(v.string(), v.maxLength(1024)), ''),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(4096))),
};
const maxExamined = 1000;
const defaultExamined = 100;

/** Where to look for orphans; `limit` is how many objects or records one call looks at. */
export const orphanQuery = v.object({
  ...orphanScope,
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/, 'expected a number'),
      v.transform(Number),
      v.minValue(1),
      v.maxValue(maxExamined),
    ),
    String(defaultExamined),
  ),
});

/** Deletes what a look with the same fields would list; `delete` has to be said. */
export const orphanRepairRequest = v.strictObject({
  ...orphanScope,
  delete: v.literal(true),
  limit: v.optional(
    v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(maxExamined)),
    defaultExamined,
  ),
});

/** An object that no record leads to. */
const orphanObject = v.object({
  kind: v.literal('object'),
  key: v.string(),
  bucket: v.string(),
  size_bytes: byteSize,
  last_modified: timestamp,
});
export type OrphanObject = v.InferOutput<typeof orphanObject>;

/** The record of an active file whose object is not there. */
const orphanRecord = v.object({
  kind: v.literal('record'),
  key: v.string(),
  file_id: opaqueId,
  tenant_id: v.string(),
  workspace_id: v.string(),
  size_bytes: byteSize,
  created_at: timestamp,
});
export type OrphanRecord = v.InferOutput<typeof orphanRecord>;

/** A page may be empty and not the last: `next_cursor` says whether there is more to look at. */
export const orphanList = v.object({
  items: v.array(v.variant('kind', [orphanObject, orphanRecord])),
  examined: v.number(),
  next_cursor: v.nullable(v.string()),
});
export type OrphanList = v.InferOutput<typeof orphanList>;

export const orphanRepair = v.object({
  examined: v.number(),
  deleted: v.number(),
  failed: v.number(),
  next_cursor: v.nullable(v.string()),
});
export type OrphanRepair = v.InferOutput<typeof orphanRepair>;
