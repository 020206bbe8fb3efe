import {
  type EditFileRequest,
  errorCodes,
  type InitiateBatchItem,
  limits,
  partRange,
  planUpload,
  type ResumeResponse,
  type RouteName,
  type SessionStatus,
  type SignUploadsRequest,
  type UploadInstruction,
  type UploadPlanOptions,
  type UploadSession,
} from '../contract/index.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { ApiRequest, ApiResponse, ApiTransport } from '../ports/api-transport.ts';
import type { Transport } from '../ports/transport.ts';
import { capabilities, quotaOf, workspace } from './fake-account.ts';
import { createFailureQueue, type FakeFailure, toProblem, toProblemResponse } from './fake-failures.ts';
import { fakeContentOf } from './fake-file.ts';
import { createFakeHasher } from './fake-hasher.ts';
import { createFakeStorage, type HeldPart } from './fake-storage.ts';
import {
  blockerOf,
  type FakeSession,
  farFuture,
  isOpen,
  matchRoute,
  ok,
  past,
  toEditedFile,
  toFile,
  toSummary,
} from './fake-wire.ts';

export interface FakeBackend {
  readonly apiTransport: ApiTransport;
  readonly transport: Transport;
  /** Every control call, in order. */
  readonly calls: readonly RouteName[];
  readonly sessions: ReadonlyMap<string, FakeSession>;
  /** How many times the bytes of each part were sent in full, as `session/part`. */
  readonly bytesSent: ReadonlyMap<string, number>;
  /** The next calls of a route, or the next PUTs (`bytes`), fail like this. */
  fail(what: RouteName | 'bytes', failure: FakeFailure): void;
  /** Nothing fails any more. */
  forgive(): void;
  /** The next initiations of files with this name are refused like this. */
  refuse(fileName: string, failure: FakeFailure): void;
  /** From now on bytes wait for the test; returns those waiting. */
  holdBytes(): readonly HeldPart[];
  /** Lets every held and every later part through. */
  releaseBytes(): void;
  /** Storage is reached by these equivalent host names, in turn by part. */
  spreadOver(hosts: readonly string[]): void;
  /** Sessions that are opened from now on get parts of this size. */
  planParts(options: UploadPlanOptions): void;
  /** Storage holds this part of the file, as if an earlier page had sent it. */
  storePart(sessionId: string, partNumber: number, file: File): Promise<void>;
  /** Storage lost these parts. */
  loseParts(sessionId: string, partNumbers: readonly number[]): void;
  /** The session is over: `resume` says so. */
  endSession(sessionId: string, status: SessionStatus): void;
}

/**
 * The contract's main flow in memory, for component tests: it keeps sessions and parts, not bytes. The reference
 * backend is the real thing; this one exists so that a test can hold any answer in its hand.
 */
export function createFakeBackend(): FakeBackend {
  const failures = createFailureQueue();
  const sessions = new Map<string, FakeSession>();
  const storage = createFakeStorage(failures, (sessionId, partNumber, body) => {
    const session = sessions.get(sessionId);
    session?.contents.set(partNumber, fakeContentOf(body));
    session?.stored.set(partNumber, session.bound.get(partNumber));
  });
  const calls: RouteName[] = [];
  let sessionCount = 0;
  let planOptions: UploadPlanOptions = {};

  function initiate(item: InitiateBatchItem) {
    const client_reference = item.client_reference;
    const refusal = failures.take(`file:${item.file_name}`);
    if (refusal !== undefined && refusal.code !== 'network') {
      return { client_reference, status: errorCodes[refusal.code].status, error: toProblem(refusal) };
    }
    const session = findByKey(item) ?? openSession(item);
    return { client_reference, status: 201, session: toWire(session) };
  }

  function findByKey(item: InitiateBatchItem): FakeSession | undefined {
    return [...sessions.values()].find((session) => session.item.idempotency_key === item.idempotency_key);
  }

  function openSession(item: InitiateBatchItem): FakeSession {
    sessionCount += 1;
    const { chunkSize, partCount } = planUpload(item.file_size, planOptions);
    const session: FakeSession = {
      id: `session-${sessionCount}`,
      item,
      chunkSize,
      partCount,
      status: 'uploading',
      bound: new Map(),
      stored: new Map(),
      metadata: item.metadata,
      contents: new Map(),
    };
    sessions.set(session.id, session);
    return session;
  }

  function toWire(session: FakeSession): UploadSession {
    const isDirect = session.item.file_size < limits.multipartThresholdBytes;
    return {
      upload_session_id: session.id,
      file_id: `file-of-${session.id}`,
      upload_type: isDirect ? 'direct' : 'multipart',
      upload_status: session.status,
      file_size: session.item.file_size,
      chunk_size: session.chunkSize,
      part_count: session.partCount,
      checksum_algorithm: session.item.checksum_algorithms?.[0] ?? 'none',
      integrity: 'enforced',
      expires_at: farFuture,
      hard_expires_at: farFuture,
      client_reference: session.item.client_reference,
      ...(isDirect && session.item.checksum !== undefined
        ? { upload: sign(session, 1, session.item.checksum.value) }
        : {}),
    };
  }

  function sign(session: FakeSession, partNumber: number, checksum: string | undefined): UploadInstruction {
    session.bound.set(partNumber, checksum);
    const { start, end } = partRange(session.item.file_size, session.chunkSize, partNumber);
    return {
      method: 'PUT',
      url: storage.urlOf(session.id, partNumber),
      headers: {},
      size_bytes: end - start,
      expires_at: farFuture,
    };
  }

  function signParts(session: FakeSession, parts: readonly { part_number: number; checksum?: string }[]) {
    const changed = parts.find(
      ({ part_number, checksum }) =>
        session.bound.has(part_number) && session.bound.get(part_number) !== checksum,
    );
    if (changed !== undefined) return toProblemResponse({ code: 'part_changed' });
    return ok({
      parts: parts.map(({ part_number, checksum }) => ({
        part_number,
        ...sign(session, part_number, checksum),
      })),
    });
  }

  function resume(session: FakeSession): ResumeResponse {
    const isOpen = session.status === 'uploading';
    return {
      upload_session_id: session.id,
      file_id: `file-of-${session.id}`,
      upload_status: session.status,
      upload_type: session.partCount > 1 ? 'multipart' : 'direct',
      can_resume: isOpen,
      reason: blockerOf(session.status),
      file_name: session.item.file_name,
      file_size: session.item.file_size,
      chunk_size: session.chunkSize,
      part_count: session.partCount,
      checksum_algorithm: session.item.checksum_algorithms?.[0] ?? 'none',
      uploaded_parts: [...session.stored].map(([part_number, checksum]) => {
        const { start, end } = partRange(session.item.file_size, session.chunkSize, part_number);
        return { part_number, size_bytes: end - start, checksum, checksum_source: 'store' };
      }),
      expires_at: farFuture,
      hard_expires_at: farFuture,
      ...(session.status === 'completed' ? { file: toFile(session) } : {}),
    };
  }

  function complete(sessionId: string) {
    const session = sessions.get(sessionId);
    const failure = failures.take('completeUpload');
    if (failure !== undefined && failure.code !== 'network') {
      return { upload_session_id: sessionId, status: 409, error: toProblem(failure) };
    }
    if (session === undefined) {
      return { upload_session_id: sessionId, status: 404, error: toProblem({ code: 'not_found' }) };
    }
    const missing_parts = Array.from({ length: session.partCount }, (_, index) => index + 1).filter(
      (partNumber) => !session.stored.has(partNumber),
    );
    if (missing_parts.length > 0) {
      const error = toProblem({ code: 'parts_missing', details: { missing_parts } });
      return { upload_session_id: sessionId, status: 409, error };
    }
    session.status = 'completed';
    return { upload_session_id: sessionId, status: 200, file: toFile(session) };
  }

  function answer(route: RouteName, sessionId: string, body: unknown): ApiResponse {
    const session = sessions.get(sessionId);
    switch (route) {
      case 'createSession':
        return ok({ workspace_id: 'workspace-1', expires_at: farFuture });
      case 'initiateUploadBatch':
        return ok({ results: (body as { files: InitiateBatchItem[] }).files.map(initiate) });
      case 'completeUploadBatch':
        return ok({
          results: (body as { uploads: { upload_session_id: string }[] }).uploads.map((upload) =>
            complete(upload.upload_session_id),
          ),
        });
      case 'signUploads':
        return ok({
          results: (body as SignUploadsRequest).uploads.map(({ checksum, upload_session_id }) => {
            const session = sessions.get(upload_session_id);
            return session === undefined
              ? { upload_session_id, status: 404, error: toProblem({ code: 'not_found' }) }
              : { upload_session_id, status: 200, upload: sign(session, 1, checksum) };
          }),
        });
      case 'workspaceQuota':
      case 'changePlan':
        return ok(quotaOf([...sessions.values()]));
      case 'listWorkspaces':
        return ok({ items: [{ ...workspace, created_at: past }], next_cursor: null });
      case 'listUploads':
        return ok({ items: [...sessions.values()].filter(isOpen).map(toSummary), next_cursor: null });
      case 'listFiles':
        return ok({
          items: [...sessions.values()].filter(({ status }) => status === 'completed').map(toFile),
          next_cursor: null,
        });
      case 'getFile': {
        const found = sessions.get(sessionId.replace(/^file-of-/, ''));
        return found?.status === 'completed' ? ok(toFile(found)) : toProblemResponse({ code: 'not_found' });
      }
      case 'editFile': {
        const edited = sessions.get(sessionId.replace(/^file-of-/, ''));
        if (edited === undefined) return toProblemResponse({ code: 'not_found' });
        return ok(toEditedFile(edited, body as EditFileRequest));
      }
      case 'deleteFile':
        return sessions.delete(sessionId.replace(/^file-of-/, ''))
          ? ok({ file_id: sessionId, status: 'deleted' })
          : toProblemResponse({ code: 'not_found' });
      case 'capabilities':
        return ok(capabilities);
      default:
        break;
    }
    if (session === undefined) return toProblemResponse({ code: 'not_found' });
    switch (route) {
      case 'signParts':
        return signParts(session, (body as { parts: { part_number: number; checksum?: string }[] }).parts);
      case 'resumeUpload':
        return ok(resume(session));
      case 'touchUpload':
        return ok({ upload_session_id: session.id, upload_status: session.status, expires_at: farFuture });
      case 'cancelUpload':
        if (session.status === 'uploading') session.status = 'cancelled';
        return ok({ upload_session_id: session.id, upload_status: session.status });
      default:
        return toProblemResponse({ code: 'not_found' });
    }
  }

  async function request({ method, url, body }: ApiRequest, signal: AbortSignal): Promise<ApiResponse> {
    signal.throwIfAborted();
    const [route, id] = matchRoute(method, url);
    calls.push(route);
    const failure = failures.take(route);
    if (failure?.code === 'network') throw new UploadError('network', `No answer from ${route}`);
    return failure === undefined ? answer(route, id, body) : toProblemResponse(failure);
  }

  return {
    apiTransport: { request },
    transport: storage.transport,
    calls,
    sessions,
    bytesSent: storage.bytesSent,
    fail: failures.add,
    forgive: failures.clear,
    refuse: (fileName, failure) => failures.add(`file:${fileName}`, failure),
    holdBytes: storage.hold,
    releaseBytes: storage.release,
    spreadOver: storage.spreadOver,
    planParts(options) {
      planOptions = options;
    },
    async storePart(sessionId, partNumber, file) {
      const session = sessions.get(sessionId);
      if (session === undefined) return;
      const { start, end } = partRange(session.item.file_size, session.chunkSize, partNumber);
      const bytes = file.slice(start, end);
      const algorithm = session.item.checksum_algorithms?.[0];
      const checksum =
        algorithm && (await createFakeHasher().digest(bytes, algorithm, new AbortController().signal));
      session.contents.set(partNumber, fakeContentOf(bytes));
      session.stored.set(partNumber, checksum);
    },
    loseParts(sessionId, partNumbers) {
      for (const partNumber of partNumbers) sessions.get(sessionId)?.stored.delete(partNumber);
    },
    endSession(sessionId, status) {
      const session = sessions.get(sessionId);
      if (session !== undefined) session.status = status;
    },
  };
}
