import * as v from 'valibot';
import { problemDetails } from './problem-schema.ts';
import { fileName, metadata, shortText } from './request-schemas.ts';
import { opaqueId, timestamp } from './scalars.ts';

/**
 * A JSON Merge Patch (RFC 7396) of what a user says about a file: `null` removes. What a file is, whose it is and the
 * project that decides over its life are not for editing.
 */
export const editFileRequest = v.pipe(
  v.unknown(),
  // An empty array would pass as an object without members.
  v.check((value) => !Array.isArray(value), 'Expected an object'),
  v.strictObject({
    file_name: v.optional(fileName),
    metadata: v.optional(v.nullable(metadata)),
    category_ids: v.optional(v.nullable(v.pipe(v.array(shortText), v.maxLength(100)))),
    file_type: v.optional(v.nullable(shortText)),
    scene_id: v.optional(v.nullable(shortText)),
  }),
);
export type EditFileRequest = v.InferOutput<typeof editFileRequest>;

/** A URL that reads one file without credentials, for a while: for `img`, `video` and links. */
export const readToken = v.object({ url: v.string(), expires_at: timestamp });
export type ReadToken = v.InferOutput<typeof readToken>;

const maxUrls = 1000;
const maxUrlLength = 2048;

export const deleteByUrlsRequest = v.object({
  urls: v.pipe(v.array(v.pipe(v.string(), v.maxLength(maxUrlLength))), v.minLength(1), v.maxLength(maxUrls)),
});
export type DeleteByUrlsRequest = v.InferOutput<typeof deleteByUrlsRequest>;

/** One verdict for each URL, in the order asked. */
export const deleteByUrlsResponse = v.object({
  results: v.array(
    v.object({
      url: v.string(),
      /** `ignored`: no file of the caller's has this URL. `refused`: `error` says why the file stays. */
      outcome: v.picklist(['deleted', 'ignored', 'refused']),
      file_id: v.optional(opaqueId),
      error: v.optional(problemDetails),
    }),
  ),
});
export type DeleteByUrlsResponse = v.InferOutput<typeof deleteByUrlsResponse>;
