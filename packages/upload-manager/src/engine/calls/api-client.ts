import * as v from 'valibot';
import {
  anonymousSession,
  buildPath,
  completeBatchResponse,
  fileDeletion,
  fileList,
  headerNames,
  type InitiateBatchItem,
  initiateBatchResponse,
  planList,
  type RouteName,
  resumeResponse,
  routes,
  type SignPartRequest,
  sessionState,
  signPartsResponse,
  userPlan,
  workspaceList,
  workspaceQuota,
} from '../../contract/index.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { ApiTransport } from '../../ports/api-transport.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TabLock } from '../../ports/tab-lock.ts';
import { toApiError } from './problem.ts';

export interface ApiClientOptions {
  /** Origin and prefix of the backend; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly paths: Partial<Readonly<Record<RouteName, string>>>;
  /** Added to every call to the backend, never to storage. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** Whether the first call creates an anonymous browser session. */
  readonly anonymous: boolean;
}

interface Call<Schema extends v.GenericSchema> {
  readonly schema: Schema;
  readonly signal: AbortSignal;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type ApiClient = ReturnType<typeof createApiClient>;

/** The contract as typed calls. Every answer is parsed before it is believed; every failure is an UploadError. */
export function createApiClient(
  options: ApiClientOptions,
  ports: { readonly apiTransport: ApiTransport; readonly clock: Clock; readonly tabLock: TabLock },
) {
  const { apiTransport, clock, tabLock } = ports;
  let anonymous: Promise<void> | null = null;

  async function send<Schema extends v.GenericSchema>(
    route: RouteName,
    call: Call<Schema>,
  ): Promise<v.InferOutput<Schema>> {
    const path = buildPath(options.paths[route] ?? routes[route].path, call.parameters);
    const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query)}`;
    const response = await apiTransport.request(
      {
        method: routes[route].method,
        url: `${options.baseUrl}${path}${query}`,
        headers: { ...(await options.headers()), ...call.headers },
        ...(call.body === undefined ? {} : { body: call.body }),
      },
      call.signal,
    );
    if (response.status >= 400) throw toApiError(response, clock.now());
    const answer = v.safeParse(call.schema, response.body);
    if (!answer.success) throw toApiError({ ...response, body: undefined }, clock.now());
    return answer.output;
  }

  /** One anonymous session per browser: the tabs take turns, and the second finds the first one's cookie. */
  function ensureSession(signal: AbortSignal): Promise<void> {
    if (!options.anonymous) return Promise.resolve();
    anonymous ??= tabLock
      .exclusively('holdfast:anonymous-session', async () => {
        await send('createSession', { schema: anonymousSession, signal });
      })
      .catch((error: unknown) => {
        anonymous = null;
        throw error;
      });
    return anonymous;
  }

  async function call<Schema extends v.GenericSchema>(
    route: RouteName,
    details: Call<Schema>,
  ): Promise<v.InferOutput<Schema>> {
    await ensureSession(details.signal);
    const usedSession = anonymous;
    try {
      return await send(route, details);
    } catch (error) {
      if (!options.anonymous || !(error instanceof UploadError) || error.code !== 'unauthorized') throw error;
      // The cookie expired or was cleared. Whoever notices first makes a new session; the others share it.
      if (anonymous === usedSession) anonymous = null;
      await ensureSession(details.signal);
      return send(route, details);
    }
  }

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
    quota: (workspaceId: string, signal: AbortSignal) =>
      call('workspaceQuota', { schema: workspaceQuota, parameters: { id: workspaceId }, signal }),
    workspaces: (signal: AbortSignal) => call('listWorkspaces', { schema: workspaceList, signal }),
    plans: (signal: AbortSignal) => call('listPlans', { schema: planList, signal }),
    userPlan: (signal: AbortSignal) => call('userPlan', { schema: userPlan, signal }),
    files: (query: Readonly<Record<string, string>>, workspaceId: string | undefined, signal: AbortSignal) =>
      call('listFiles', {
        schema: fileList,
        query,
        headers: workspaceId === undefined ? {} : { [headerNames.workspaceId]: workspaceId },
        signal,
      }),
    deleteFile: (fileId: string, signal: AbortSignal) =>
      call('deleteFile', { schema: fileDeletion, parameters: { id: fileId }, signal }),
  };
}
