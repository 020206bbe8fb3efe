import * as v from 'valibot';
import { pageQuery } from './request-schemas.ts';
import { byteSize, opaqueId } from './scalars.ts';
import { fileRecord } from './upload-responses.ts';

/** No database takes NUL in text. */
const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.excludes('\0'));

/** What a file is for: walkthrough_icon, step_media, block_image, workspace_logo, workspace_background, or any other. */
export const referenceRequest = v.object({ reference_type: shortText, reference_id: shortText });
export type ReferenceRequest = v.InferOutput<typeof referenceRequest>;

/** The file's reference and how many it has in all. */
export const referenceState = v.object({
  file_id: opaqueId,
  ...referenceRequest.entries,
  reference_count: v.number(),
});
export type ReferenceState = v.InferOutput<typeof referenceState>;

/** The active files of a reference, newest reference first; `total` is exact. */
export const referencedFileList = v.object({
  items: v.array(fileRecord),
  next_cursor: v.nullable(v.string()),
  total: v.number(),
});
export type ReferencedFileList = v.InferOutput<typeof referencedFileList>;

/** `force` deletes a file although others refer to it. */
export const deleteFileQuery = v.object({ force: v.optional(v.picklist(['true', 'false'])) });

/** How many files went with what referred to them. */
export const cascadeResult = v.object({ deleted_files: v.number() });
export type CascadeResult = v.InferOutput<typeof cascadeResult>;

/** Narrows the list of references to one type. */
export const referenceQuery = v.object({ ...pageQuery.entries, reference_type: v.optional(shortText) });

/** What files are for, by type and then by id, each with its active files. */
export const referenceList = v.object({
  items: v.array(v.object({ ...referenceRequest.entries, files: v.number(), bytes: byteSize })),
  next_cursor: v.nullable(v.string()),
});
export type ReferenceList = v.InferOutput<typeof referenceList>;
