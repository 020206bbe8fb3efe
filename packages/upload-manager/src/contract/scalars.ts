import * as v from 'valibot';
import { limits } from './limits.ts';

/** A size or count in bytes: an integer from 0 to 2^53 − 1. Negative zero is refused, as JSON can carry it. */
export const byteSize = v.pipe(
  v.number(),
  v.safeInteger(),
  v.check((value) => value >= 0 && !Object.is(value, -0), 'Expected a size of at least 0 bytes'),
);

export const partNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(limits.maxParts));

/** RFC 3339, UTC, milliseconds. */
export const timestamp = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'Expected a time like 2026-01-31T12:00:00.000Z'),
);

/** An opaque id, as servers make them. */
export const opaqueId = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

export const checksumAlgorithms = ['sha256', 'crc32c'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];
export const checksumAlgorithm = v.picklist(checksumAlgorithms);

/**
 * Base64 of a raw digest: 4 bytes for CRC32C, 32 bytes for SHA-256. The bits past the last byte are zero, so that equal
 * digests are equal texts.
 */
const digestPattern = /^(?:[A-Za-z0-9+/]{5}[AQgw]==|[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)$/;
export const checksumValue = v.pipe(v.string(), v.regex(digestPattern, 'Expected a digest in base64'));

export const checksum = v.object({ algorithm: checksumAlgorithm, value: checksumValue });
export type Checksum = v.InferOutput<typeof checksum>;
