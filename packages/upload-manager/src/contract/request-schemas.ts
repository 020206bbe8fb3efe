import * as v from 'valibot';
import { jsonBytes } from './json-bytes.ts';
import { limits } from './limits.ts';
import { byteSize, checksum, checksumAlgorithm, checksumValue, opaqueId, partNumber } from './scalars.ts';

export const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(255));

/** A name is data, never a path. NUL and lone surrogates have no valid UTF-8 or header form and are refused. */
export const fileName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(limits.maxFileNameLength),
  v.check((value) => !/\0|\p{Surrogate}/u.test(value), 'File name has characters that cannot be stored'),
);

/** As a file's `type` is in a browser: whatever it says, it can stand in a header. */
const mimeType = v.pipe(v.string(), v.maxLength(255), v.regex(/^[\x20-\x7e]*$/, 'Expected printable ASCII'));

export const metadata = v.pipe(
  v.unknown(),
  // An array would pass as a record with numbers for names.
  v.check((value) => !Array.isArray(value), 'Expected an object'),
  v.record(v.string(), v.unknown()),
  v.check((value) => jsonBytes(value) <= limits.maxMetadataBytes, 'Metadata is larger than 8 KiB'),
);

const idempotencyKeyPattern = /^[\x20-\x7e]{1,255}$/;
export const idempotencyKey = v.pipe(
  v.string(),
  v.regex(idempotencyKeyPattern, 'Expected 1 to 255 printable ASCII characters'),
);

const ownReference = v.object({
  reference_type: v.optional(shortText),
  reference_id: v.optional(shortText),
});

/** Half a reference points nowhere; what is missing is what the problem names. */
function requireWholeReference<Fields extends v.InferOutput<typeof ownReference>>() {
  return v.rawCheck<Fields>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const input = dataset.value;
    const { reference_type, reference_id } = input;
    if ((reference_type === undefined) === (reference_id === undefined)) return;
    const [missing, given] =
      reference_id === undefined ? ['reference_id', 'reference_type'] : ['reference_type', 'reference_id'];
    addIssue({
      message: `is needed with ${given}`,
      path: [{ type: 'object', origin: 'value', input, key: missing, value: undefined }],
    });
  });
}

const initiateFields = v.object({
  file_name: fileName,
  file_size: byteSize,
  mime_type: v.optional(mimeType),
  last_modified: v.optional(byteSize),
  /** What the client can compute, best first. */
  checksum_algorithms: v.optional(v.pipe(v.array(checksumAlgorithm), v.maxLength(2))),
  /** Of the whole file; direct uploads only, so that the answer can carry the URL. */
  checksum: v.optional(checksum),
  client_reference: v.optional(shortText),
  batch_reference: v.optional(shortText),
  ...ownReference.entries,
  project_id: v.optional(shortText),
  scene_id: v.optional(shortText),
  file_type: v.optional(shortText),
  category_ids: v.optional(v.pipe(v.array(shortText), v.maxLength(100))),
  metadata: v.optional(metadata),
});
export const initiateRequest = v.pipe(initiateFields, requireWholeReference());
export type InitiateRequest = v.InferOutput<typeof initiateRequest>;

/** The envelope only: each file is checked on its own, so that one bad file never hurts another. */
export const initiateBatchRequest = v.object({
  batch_reference: v.optional(shortText),
  files: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(limits.maxBatchItems)),
});

/** A file of a batch names itself, and may bring an idempotency key of its own. */
export const initiateBatchItem = v.pipe(
  v.object({
    ...initiateFields.entries,
    client_reference: shortText,
    idempotency_key: v.optional(idempotencyKey),
  }),
  requireWholeReference(),
);
export type InitiateBatchItem = v.InferOutput<typeof initiateBatchItem>;

export const signPartRequest = v.object({
  part_number: partNumber,
  checksum: v.optional(checksumValue),
  /** Bind another checksum than the one bound first. */
  replace: v.optional(v.boolean()),
});
export type SignPartRequest = v.InferOutput<typeof signPartRequest>;

export const signPartsRequest = v.object({
  parts: v.pipe(v.array(signPartRequest), v.minLength(1), v.maxLength(limits.maxPartUrlsPerCall)),
});
export type SignPartsRequest = v.InferOutput<typeof signPartsRequest>;

export const signUploadsRequest = v.object({
  uploads: v.pipe(
    v.array(v.object({ upload_session_id: opaqueId, checksum: v.optional(checksumValue) })),
    v.minLength(1),
    v.maxLength(limits.maxBatchItems),
  ),
});
export type SignUploadsRequest = v.InferOutput<typeof signUploadsRequest>;

export const completeRequest = v.object({
  upload_session_id: opaqueId,
  /** Optional: the server's own list decides. What is sent must match it. */
  parts: v.optional(
    v.pipe(
      v.array(
        v.object({
          part_number: partNumber,
          etag: v.optional(v.pipe(v.string(), v.maxLength(255))),
          checksum: v.optional(checksumValue),
        }),
      ),
      v.maxLength(limits.maxParts),
    ),
  ),
});
export type CompleteRequest = v.InferOutput<typeof completeRequest>;

export const completeBatchRequest = v.object({
  uploads: v.pipe(v.array(completeRequest), v.minLength(1), v.maxLength(limits.maxBatchItems)),
});
export type CompleteBatchRequest = v.InferOutput<typeof completeBatchRequest>;

export const changePlanRequest = v.object({ plan: shortText });
export type ChangePlanRequest = v.InferOutput<typeof changePlanRequest>;

export const createWorkspaceRequest = v.object({ name: shortText });
export type CreateWorkspaceRequest = v.InferOutput<typeof createWorkspaceRequest>;

/** Query of every keyset-paged list. */
export const pageQuery = v.object({
  cursor: v.optional(v.pipe(v.string(), v.maxLength(1024))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.minValue(1), v.maxValue(100)),
  ),
});
