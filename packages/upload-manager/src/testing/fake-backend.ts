import {
  type Capabilities,
  type ErrorCode,
  errorCodes,
  type FileRecord,
  type InitiateBatchItem,
  limits,
  partRange,
  planUpload,
  type ResumeResponse,
  type RouteName,
  routes,
  type SessionStatus,
  type UploadInstruction,
  type UploadSession,
} from '../contract/index.ts';
import { CancelAbort } from '../errors/abort-reasons.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { ApiRequest, ApiResponse, ApiTransport } from '../ports/api-transport.ts';
import type { Transport, TransportRequest } from '../ports/transport.ts';

/** A failure to be answered instead of the truth. */
export interface FakeFailure {
  /** A contract code, or `network` for no answer at all. */
  readonly code: ErrorCode | 'network';
  /** How often. @default 1 */
  readonly times?: number;
  readonly retryAfterSeconds?: number;
  /** Fields the code promises. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Bytes on their way, in the test's hand. */
export interface HeldPart {
  readonly sessionId: string;
  readonly partNumber: number;
  readonly sizeBytes: number;
  progress(sentBytes: number): void;
  /** Stores the part and answers 200. */
  accept(): void;
  /** Stores the part, but the answer is lost. */
  loseAnswer(): void;
  /** The connection breaks and nothing is stored. */
  drop(): void;
}

export interface FakeSession {
  readonly id: string;
  readonly item: InitiateBatchItem;
  readonly chunkSize: number;
  readonly partCount: number;
  status: SessionStatus;
  /** Checksums bound into URLs, by part. */
  readonly bound: Map<number, string | undefined>;
  /** Stored parts and the checksum of what they hold. */
  readonly stored: Map<number, string | undefined>;
}

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
  /** The next initiations of files with this name are refused like this. */
  refuse(fileName: string, failure: FakeFailure): void;
  /** From now on bytes wait for the test; returns those waiting. */
  holdBytes(): readonly HeldPart[];
  /** Lets every held and every later part through. */
  releaseBytes(): void;
  /** Storage lost these parts. */
  loseParts(sessionId: string, partNumbers: readonly number[]): void;
  /** The session is over: `resume` says so. */
  endSession(sessionId: string, status: SessionStatus): void;
}

const farFuture = '2100-01-01T00:00:00.000Z';
const past = '2026-01-01T00:00:00.000Z';

/**
 * The contract's main flow in memory, for component tests: it keeps sessions and parts, not bytes. The reference
 * backend is the real thing; this one exists so that a test can hold any answer in its hand.
 */
export function createFakeBackend(): FakeBackend {
  const sessions = new Map<string, FakeSession>();
  const calls: RouteName[] = [];
  const bytesSent = new Map<string, number>();
  const failures = new Map<string, FakeFailure[]>();
  const held: HeldPart[] = [];
  let isHolding = false;
  let sessionCount = 0;

  function takeFailure(what: string): FakeFailure | undefined {
    const [failure, ...rest] = failures.get(what) ?? [];
    if (failure === undefined) return undefined;
    const left = (failure.times ?? 1) - 1;
    failures.set(what, left > 0 ? [{ ...failure, times: left }, ...rest] : rest);
    return failure;
  }

  function addFailure(what: string, failure: FakeFailure): void {
    failures.set(what, [...(failures.get(what) ?? []), failure]);
  }

  function initiate(item: InitiateBatchItem) {
    const client_reference = item.client_reference;
    const refusal = takeFailure(`file:${item.file_name}`);
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
    const { chunkSize, partCount } = planUpload(item.file_size);
    const session: FakeSession = {
      id: `session-${sessionCount}`,
      item,
      chunkSize,
      partCount,
      status: 'uploading',
      bound: new Map(),
      stored: new Map(),
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
      url: `fake-storage:${session.id}/${partNumber}`,
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
    if (changed !== undefined) return problem({ code: 'part_changed' });
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
    const failure = takeFailure('completeUpload');
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
      case 'workspaceQuota':
        return ok(quota());
      case 'listWorkspaces':
        return ok({ items: [{ ...workspace, created_at: past }], next_cursor: null });
      case 'listFiles':
        return ok({
          items: [...sessions.values()].filter(({ status }) => status === 'completed').map(toFile),
          next_cursor: null,
        });
      case 'capabilities':
        return ok(capabilities);
      default:
        break;
    }
    if (session === undefined) return problem({ code: 'not_found' });
    switch (route) {
      case 'signParts':
        return signParts(session, (body as { parts: { part_number: number; checksum?: string }[] }).parts);
      case 'resumeUpload':
        return ok(resume(session));
      case 'cancelUpload':
        if (session.status === 'uploading') session.status = 'cancelled';
        return ok({ upload_session_id: session.id, upload_status: session.status });
      default:
        return problem({ code: 'not_found' });
    }
  }

  function quota() {
    const used_bytes = [...sessions.values()]
      .filter(({ status }) => status === 'completed')
      .reduce((sum, session) => sum + session.item.file_size, 0);
    const reserved_bytes = [...sessions.values()]
      .filter(({ status }) => status === 'uploading')
      .reduce((sum, session) => sum + session.item.file_size, 0);
    const limit_bytes = 1e12;
    return {
      workspace_id: workspace.workspace_id,
      plan: workspace.plan,
      limit_bytes,
      used_bytes,
      reserved_bytes,
      available_bytes: limit_bytes - used_bytes - reserved_bytes,
      level: 'ok',
      max_file_bytes: null,
      counts: {},
    };
  }

  async function request({ method, url, body }: ApiRequest, signal: AbortSignal): Promise<ApiResponse> {
    signal.throwIfAborted();
    const [route, id] = matchRoute(method, url);
    calls.push(route);
    const failure = takeFailure(route);
    if (failure?.code === 'network') throw new UploadError('network', `No answer from ${route}`);
    return failure === undefined ? answer(route, id, body) : problem(failure);
  }

  function send(sent: TransportRequest, signal: AbortSignal, onProgress: (bytes: number) => void) {
    const [sessionId = '', part = ''] = sent.url.replace('fake-storage:', '').split('/');
    const partNumber = Number(part);
    return new Promise<Awaited<ReturnType<Transport['send']>>>((resolve, reject) => {
      const store = () => {
        const session = sessions.get(sessionId);
        session?.stored.set(partNumber, session.bound.get(partNumber));
        bytesSent.set(`${sessionId}/${partNumber}`, (bytesSent.get(`${sessionId}/${partNumber}`) ?? 0) + 1);
        onProgress(sent.body.size);
      };
      const drop = () => reject(new UploadError('network', `Connection lost in part ${partNumber}`));
      const accept = () => {
        store();
        resolve({ status: 200, header: () => null, body: '' });
      };
      signal.addEventListener('abort', () => reject(signal.reason ?? new CancelAbort()), { once: true });
      const failure = takeFailure('bytes');
      if (failure?.code === 'network') drop();
      else if (failure !== undefined) {
        const { status } = errorCodes[failure.code];
        resolve({ status, header: () => null, body: JSON.stringify(toProblem(failure)) });
      } else if (isHolding) {
        const part: HeldPart = {
          sessionId,
          partNumber,
          sizeBytes: sent.body.size,
          progress: onProgress,
          accept: () => {
            release(part);
            accept();
          },
          loseAnswer: () => {
            release(part);
            store();
            drop();
          },
          drop: () => {
            release(part);
            drop();
          },
        };
        held.push(part);
        signal.addEventListener('abort', () => release(part), { once: true });
      } else accept();
    });
  }

  function release(part: HeldPart): void {
    const index = held.indexOf(part);
    if (index >= 0) held.splice(index, 1);
  }

  return {
    apiTransport: { request },
    transport: { send: (sent, { signal, onProgress }) => send(sent, signal, onProgress) },
    calls,
    sessions,
    bytesSent,
    fail: addFailure,
    refuse: (fileName, failure) => addFailure(`file:${fileName}`, failure),
    holdBytes() {
      isHolding = true;
      return held;
    },
    releaseBytes() {
      isHolding = false;
      for (const part of [...held]) part.accept();
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

const workspace = { workspace_id: 'workspace-1', name: 'Test', plan: 'free', is_default: true };

const capabilities: Capabilities = {
  multipart_threshold_bytes: limits.multipartThresholdBytes,
  max_parts: limits.maxParts,
  max_batch_items: limits.maxBatchItems,
  max_part_urls: limits.maxPartUrlsPerCall,
  max_metadata_bytes: limits.maxMetadataBytes,
  url_lifetime_seconds: limits.urlLifetimeSeconds,
  checksum_algorithms: { direct: ['sha256', 'crc32c'], parts: ['sha256', 'crc32c'] },
};

function blockerOf(status: SessionStatus): ResumeResponse['reason'] {
  return status === 'initiating' || status === 'uploading' ? null : status;
}

function matchRoute(method: string, url: string): readonly [RouteName, string] {
  const path = url.split('?')[0] ?? '';
  for (const name of Object.keys(routes) as RouteName[]) {
    const pattern = new RegExp(`^${routes[name].path.replace('{id}', '([^/]+)')}$`);
    const match = routes[name].method === method ? pattern.exec(path) : null;
    if (match !== null) return [name, decodeURIComponent(match[1] ?? '')];
  }
  throw new TypeError(`The contract has no route ${method} ${path}`);
}

function ok(body: unknown): ApiResponse {
  // Through JSON, as on the wire: `undefined` fields go, classes do not survive.
  return { status: 200, header: () => null, body: JSON.parse(JSON.stringify(body)) };
}

function problem(failure: FakeFailure): ApiResponse {
  if (failure.code === 'network') throw new UploadError('network', 'No answer');
  return {
    status: errorCodes[failure.code].status,
    header: (name) =>
      name === 'retry-after' && failure.retryAfterSeconds !== undefined
        ? String(failure.retryAfterSeconds)
        : null,
    body: toProblem(failure),
  };
}

function toProblem(failure: FakeFailure) {
  const code = failure.code === 'network' ? 'internal_error' : failure.code;
  const { retryable, status, title } = errorCodes[code];
  return { type: `urn:holdfast:error:${code}`, title, status, code, retryable, ...failure.details };
}

function toFile(session: FakeSession): FileRecord {
  return {
    file_id: `file-of-${session.id}`,
    url: `https://files.test/${session.id}`,
    size_bytes: session.item.file_size,
    status: 'active',
    file_name: session.item.file_name,
    mime_type: session.item.mime_type ?? 'application/octet-stream',
    processing_status: 'none',
    created_at: past,
  };
}
