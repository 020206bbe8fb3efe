import * as v from 'valibot';
import { jsonBytes } from './json-bytes.ts';
import { limits } from './limits.ts';
import { pageQuery } from './request-schemas.ts';
import { opaqueId, timestamp } from './scalars.ts';

/** Walkthroughs, steps, categories and whatever else a host calls its own: lower case, as a name in a plan. */
const entityKind = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9_-]{0,63}$/, 'Expected a kind like walkthrough: lower case letters, digits, _ and -'),
);

/** What the host keeps in an entity, as it likes. Files are found in it by their URLs and by members called `file_id`. */
export const entityAttributes = v.pipe(
  v.unknown(),
  // An array would pass as a record with numbers for names.
  v.check((value) => !Array.isArray(value), 'Expected an object'),
  v.record(v.string(), v.unknown()),
  v.check((value) => jsonBytes(value) <= limits.maxAttributesBytes, 'Attributes are larger than 256 KiB'),
);

export const createEntityRequest = v.object({
  kind: entityKind,
  parent_id: v.nullish(opaqueId),
  attributes: entityAttributes,
});
export type CreateEntityRequest = v.InferOutput<typeof createEntityRequest>;

/** What is left out stays. Kind and parent never change; they may come along as they are. */
export const updateEntityRequest = v.pipe(
  v.object({
    kind: v.optional(entityKind),
    parent_id: v.nullish(opaqueId),
    attributes: v.optional(entityAttributes),
    /** `false` takes the entity out of the trash. */
    trashed: v.optional(v.boolean()),
  }),
  v.check(
    (fields) => fields.attributes !== undefined || fields.trashed !== undefined,
    'Expected attributes, trashed or both',
  ),
);
export type UpdateEntityRequest = v.InferOutput<typeof updateEntityRequest>;

export const entity = v.object({
  id: opaqueId,
  kind: v.string(),
  parent_id: v.nullable(opaqueId),
  workspace_id: opaqueId,
  attributes: v.record(v.string(), v.unknown()),
  /** The caller's own files that the attributes refer to. */
  file_ids: v.array(opaqueId),
  /** Since when it is in the trash, by itself or with an entity above it. */
  trashed_at: v.nullable(timestamp),
  created_at: timestamp,
  updated_at: timestamp,
});
export type Entity = v.InferOutput<typeof entity>;

export const entityList = v.object({ items: v.array(entity), next_cursor: v.nullable(v.string()) });
export type EntityList = v.InferOutput<typeof entityList>;

const flag = v.pipe(
  v.picklist(['true', 'false']),
  v.transform((value) => value === 'true'),
);

/** Filters of the list of entities; without `trashed` the trash is left out. */
export const entityQuery = v.object({
  ...pageQuery.entries,
  kind: v.optional(entityKind),
  parent_id: v.optional(opaqueId),
  trashed: v.optional(flag),
});

export const deleteEntityQuery = v.object({ permanent: v.optional(flag) });
