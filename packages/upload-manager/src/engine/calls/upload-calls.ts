import {
  completeBatchResponse,
  headerNames,
  type InitiateBatchItem,
  initiateBatchResponse,
  resumeResponse,
  type SignPartRequest,
  sessionState,
  signPartsResponse,
  signUploadsResponse,
} from '../../contract/index.ts';
import type { ApiClient } from './api-client.ts';

export type UploadCalls = ReturnType<typeof createUploadCalls>;

/** The calls that move files. */
export function createUploadCalls({ call }: ApiClient) {
  return {
    initiate: (files: readonly InitiateBatchItem[], workspaceId: string | undefined, signal: AbortSignal) =>
      call('initiateUploadBatch', {
        schema: initiateBatchResponse,
        body: { files },
        headers: workspaceId === undefined ? {} : { [headerNames.workspaceId]: workspaceId },
        signal,
      }),
    signParts: (sessionId: string, parts: readonly SignPartRequest[], signal: AbortSignal) =>
      call('signParts', {
        schema: signPartsResponse,
        parameters: { id: sessionId },
        body: { parts },
        signal,
      }),
    signUploads: (
      uploads: readonly { readonly upload_session_id: string; readonly checksum?: string }[],
      signal: AbortSignal,
    ) => call('signUploads', { schema: signUploadsResponse, body: { uploads }, signal }),
    touch: (sessionId: string, signal: AbortSignal) =>
      call('touchUpload', { schema: sessionState, parameters: { id: sessionId }, signal }),
    inspect: (sessionId: string, signal: AbortSignal) =>
      call('resumeUpload', { schema: resumeResponse, parameters: { id: sessionId }, signal }),
    complete: (sessionIds: readonly string[], signal: AbortSignal) =>
      call('completeUploadBatch', {
        schema: completeBatchResponse,
        body: { uploads: sessionIds.map((id) => ({ upload_session_id: id })) },
        signal,
      }),
    cancel: (sessionId: string, signal: AbortSignal) =>
      call('cancelUpload', { schema: sessionState, parameters: { id: sessionId }, signal }),
  };
}
