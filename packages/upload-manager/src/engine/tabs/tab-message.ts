import * as v from 'valibot';
import { pagePrefix } from '../../core/page-name.ts';
import { wholeNumber } from '../../core/session-record.ts';
import { commandNames, type signedOut, tabMessageVersion } from './tab-names.ts';
import { wireState } from './wire-state.ts';

const text = v.string();
const page = v.pipe(
  text,
  v.check((name) => name.startsWith(pagePrefix)),
);
const file = v.custom<File>((value) => value instanceof File);
const uploadIds = v.array(text);

const progress = {
  inFlight: v.array(v.object({ partNumber: wholeNumber, sentBytes: wholeNumber, sizeBytes: wholeNumber })),
  bytesPerSecond: v.nullable(v.number()),
};

const wireUpload = v.object({
  id: text,
  file: v.object({
    name: text,
    mimeType: text,
    relativePath: text,
    sizeBytes: v.nullable(wholeNumber),
    lastModified: v.nullable(v.number()),
  }),
  options: v.record(text, v.unknown()),
  addedAt: v.number(),
  state: wireState,
  ...progress,
  /** Handed over once, so that the upload goes on when its page is gone. */
  bytes: v.optional(file),
  /** Finds the session that the page was about to open when it went away. */
  idempotencyKey: text,
});
export type WireUpload = v.InferOutput<typeof wireUpload>;

const fileHandle = v.custom<FileSystemFileHandle>(isFileHandle);

const common = { version: v.literal(tabMessageVersion), from: page };

/** What pages tell each other. All of it is hints; no URL and no token is in any of it. */
const tabMessage = v.union([
  /** A page begins to work: whoever watches asks it for its uploads. */
  v.object({ ...common, type: v.literal('opened') }),
  /** Asks every page for all its uploads. */
  v.object({ ...common, type: v.literal('watch') }),
  v.object({
    ...common,
    type: v.literal('uploads'),
    /** Counts the sender's messages, so that a lost or late one is noticed. */
    sequence: wholeNumber,
    uploads: v.array(wireUpload),
    progress: v.array(v.object({ id: text, ...progress })),
    removed: uploadIds,
    /** At the end of a full list: every upload there is. */
    all: v.nullable(uploadIds),
  }),
  v.object({
    ...common,
    type: v.literal('command'),
    to: page,
    command: v.picklist(commandNames),
    ids: uploadIds,
  }),
  /** The sender took these uploads over: whoever worked on them looks at their records and lets go. */
  v.object({ ...common, type: v.literal('taken'), ids: uploadIds }),
  /** Somebody chose, in the sender's page, the file that an upload of another page waits for. */
  v.object({
    ...common,
    type: v.literal('file'),
    to: page,
    id: text,
    file: file,
    relativePath: text,
    handle: v.nullable(fileHandle),
  }),
]);
export type TabMessage = v.InferOutput<typeof tabMessage>;
/** What goes out: beside these, the one message that is understood without this code. */
export type TabMessageBody =
  | DistributiveOmit<TabMessage, 'version' | 'from'>
  | { readonly type: typeof signedOut };
export type UploadsMessage = Extract<TabMessage, { type: 'uploads' }>;

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

/** `null` for what no page of this version has sent. */
export function parseTabMessage(value: unknown): TabMessage | null {
  const parsed = v.safeParse(tabMessage, value);
  return parsed.success ? parsed.output : null;
}

/** The handle as far as it can travel: elsewhere than in a browser it is nothing that can be cloned. */
export function toFileHandle(handle: unknown): FileSystemFileHandle | null {
  return isFileHandle(handle) ? handle : null;
}

function isFileHandle(value: unknown): value is FileSystemFileHandle {
  return typeof FileSystemFileHandle !== 'undefined' && value instanceof FileSystemFileHandle;
}
