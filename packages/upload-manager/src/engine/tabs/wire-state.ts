import * as v from 'valibot';
import { type ClientErrorCode, clientErrorCodes, fileRecord, isErrorCode } from '../../contract/index.ts';
import { sessionSchema, storedPartsSchema } from '../../core/session-record.ts';
import type { UploadState, Wait } from '../../core/upload-state.ts';
import { UploadError, type UploadErrorCode } from '../../errors/upload-error.ts';

const millis = v.number();

/** Of an error: what a sentence for people is made of. Its log text and causes stay in the page they arose in. */
const wireError = v.object({
  code: v.string(),
  details: v.record(v.string(), v.unknown()),
  httpStatus: v.optional(v.number()),
  retryAfterMs: v.optional(millis),
  retryable: v.optional(v.boolean()),
});
type WireError = v.InferOutput<typeof wireError>;

const wireWait = v.nullable(
  v.object({
    reason: v.picklist(['offline', 'retry', 'sign-in']),
    until: v.nullable(millis),
    error: v.nullable(wireError),
  }),
);
type WireWait = v.InferOutput<typeof wireWait>;

/** The record of a file without its URL: no URL ever travels in a message. */
const { url: _url, ...fileFields } = fileRecord.entries;
const wireFile = v.object(fileFields);

const session = sessionSchema;
const storedParts = storedPartsSchema;

/** A state as it travels between pages. */
export const wireState = v.union([
  v.object({ status: v.picklist(['preparing', 'queued', 'cancelled']) }),
  v.object({ status: v.literal('initiating'), wait: wireWait }),
  v.object({ status: v.picklist(['restoring', 'completing']), session, wait: wireWait }),
  v.object({
    status: v.literal('needs-file'),
    session,
    storedParts,
    need: v.picklist(['file', 'permission']),
    error: v.nullable(wireError),
  }),
  v.object({ status: v.literal('verifying'), session, storedParts }),
  v.object({ status: v.literal('uploading'), session, storedParts, wait: wireWait }),
  v.object({ status: v.literal('paused'), session: v.nullable(session), storedParts }),
  v.object({ status: v.literal('completed'), file: wireFile }),
  v.object({ status: v.literal('failed'), error: wireError, session: v.nullable(session), storedParts }),
]);
export type WireState = v.InferOutput<typeof wireState>;

export function toWireState(state: UploadState): WireState {
  switch (state.status) {
    case 'completed': {
      const { url: _url, ...file } = state.file;
      return { status: 'completed', file };
    }
    case 'failed':
      return { ...state, storedParts: [...state.storedParts], error: toWireError(state.error) };
    case 'needs-file': {
      const error = state.error === null ? null : toWireError(state.error);
      return { ...state, storedParts: [...state.storedParts], error };
    }
    case 'uploading':
      return { ...state, storedParts: [...state.storedParts], wait: toWireWait(state.wait) };
    case 'initiating':
    case 'restoring':
    case 'completing':
      return { ...state, wait: toWireWait(state.wait) };
    case 'verifying':
    case 'paused':
      return { ...state, storedParts: [...state.storedParts] };
    default:
      return state;
  }
}

/** `contentUrl` says where a file is read: the contract fixes it, so it need not travel. */
export function fromWireState(state: WireState, contentUrl: (fileId: string) => string): UploadState {
  switch (state.status) {
    case 'completed':
      return { status: 'completed', file: { ...state.file, url: contentUrl(state.file.file_id) } };
    case 'failed':
      return { ...state, error: fromWireError(state.error) };
    case 'needs-file':
      return { ...state, error: state.error === null ? null : fromWireError(state.error) };
    case 'initiating':
    case 'uploading':
    case 'restoring':
    case 'completing':
      return { ...state, wait: fromWireWait(state.wait) };
    default:
      return state;
  }
}

function toWireError({ code, details, httpStatus, retryAfterMs, retryable }: UploadError): WireError {
  return {
    code,
    details: Object.fromEntries(Object.entries(details).filter(([, value]) => !mentionsUrl(value))),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(retryable === undefined ? {} : { retryable }),
  };
}

function fromWireError({ code, details, httpStatus, retryAfterMs, retryable }: WireError): UploadError {
  return new UploadError(toKnownCode(code), `Another page of this browser reported ${code}`, {
    details,
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(retryable === undefined ? {} : { retryable }),
  });
}

function mentionsUrl(value: unknown): boolean {
  return JSON.stringify(value)?.includes('://') ?? false;
}

/** The other page may run a newer version, with codes this one has no sentence for. */
function toKnownCode(code: string): UploadErrorCode {
  return isErrorCode(code) || isClientErrorCode(code) ? code : 'internal_error';
}

function isClientErrorCode(code: string): code is ClientErrorCode {
  return clientErrorCodes.some((known) => known === code);
}

function toWireWait(wait: Wait | null): WireWait {
  return wait === null ? null : { ...wait, error: wait.error === null ? null : toWireError(wait.error) };
}

function fromWireWait(wait: WireWait): Wait | null {
  return wait === null ? null : { ...wait, error: wait.error === null ? null : fromWireError(wait.error) };
}
