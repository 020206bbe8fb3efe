import * as v from 'valibot';
import { pagePrefix } from './page-name.ts';
import { sessionRecordVersion } from './session-record-version.ts';
import type { FileDescriptor, UploadOptions } from './upload-snapshot.ts';
import type { Session, StoredParts } from './upload-state.ts';

export const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = v.string();

export const sessionSchema = v.pipe(
  v.object({
    sessionId: v.pipe(text, v.minLength(1)),
    fileId: text,
    uploadType: v.picklist(['direct', 'multipart']),
    fileSize: wholeNumber,
    chunkSize: wholeNumber,
    partCount: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(10_000)),
    checksumAlgorithm: v.picklist(['sha256', 'crc32c', 'none']),
  }),
  v.check(
    ({ chunkSize, fileSize, partCount }) =>
      chunkSize * partCount >= fileSize && chunkSize * (partCount - 1) <= fileSize,
    'The parts do not cover the file',
  ),
);

export const storedPartsSchema = v.pipe(v.array(wholeNumber), v.maxLength(10_000));

const sessionRecordSchema = v.object({
  version: v.literal(sessionRecordVersion),
  savedAt: v.number(),
  /** The page that works on it. */
  owner: v.pipe(
    text,
    v.check((name) => name.startsWith(pagePrefix)),
  ),
  fence: v.optional(wholeNumber, 0),
  id: v.pipe(text, v.minLength(1)),
  addedAt: v.number(),
  session: sessionSchema,
  file: v.object({
    name: text,
    mimeType: text,
    relativePath: text,
    sizeBytes: wholeNumber,
    lastModified: v.number(),
  }),
  fingerprint: v.nullable(text),
  options: v.record(text, v.unknown()),
  /** A hint: what was stored when the record was written. */
  storedParts: storedPartsSchema,
  paused: v.boolean(),
  handle: v.unknown(),
});

/** What outlives the page. No URL and no token is ever in it. */
export interface SessionRecord {
  readonly version: typeof sessionRecordVersion;
  readonly savedAt: number;
  readonly owner: string;
  /** Goes up with each page that takes it over; a page with a lower one has been superseded. */
  readonly fence: number;
  readonly id: string;
  readonly addedAt: number;
  readonly session: Session;
  readonly file: FileDescriptor;
  readonly fingerprint: string | null;
  readonly options: UploadOptions;
  readonly storedParts: StoredParts;
  readonly paused: boolean;
  /** A file handle, where the browser gave one and the store can keep it. */
  readonly handle: unknown;
}

export type ParsedRecord =
  | { readonly outcome: 'valid'; readonly record: SessionRecord }
  /** Written by a later version of this library, maybe in another tab: leave it alone. */
  | { readonly outcome: 'newer' }
  | { readonly outcome: 'corrupt' };

/** Any script of the origin may have written it: nothing is believed that does not fit. */
export function parseSessionRecord(value: unknown): ParsedRecord {
  const version = v.safeParse(v.looseObject({ version: v.number() }), value);
  if (version.success && version.output.version > sessionRecordVersion) return { outcome: 'newer' };
  const parsed = v.safeParse(sessionRecordSchema, value);
  if (!parsed.success) return { outcome: 'corrupt' };
  return { outcome: 'valid', record: parsed.output };
}
