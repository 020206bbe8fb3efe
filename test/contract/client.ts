import { createHash } from 'node:crypto';
import {
  completeBatchResponse,
  type FileRecord,
  fileRecord,
  type ProblemDetails,
  partRange,
  problemDetails,
  type ResumeResponse,
  resumeResponse,
  type SignedPart,
  sessionState,
  signPartsResponse,
  type UploadInstruction,
  type UploadSession,
  uploadSession,
} from '@holdfast/upload-manager/contract';
import type { TestHost } from './hosts.ts';
import type { operatorToken, PrincipalName } from './principals.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface CallOptions {
  readonly body?: unknown;
  /** A body sent as it is, instead of JSON. */
  readonly raw?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

/** Bytes that differ everywhere, so that a part in the wrong place shows. */
export function testBytes(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let state = seed >>> 0;
  for (let index = 0; index < size; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

/** A schema of the contract, by the standard all schema libraries share. */
interface Shape<Output> {
  readonly '~standard': {
    validate(value: unknown): Validation<Output> | Promise<Validation<Output>>;
  };
}
type Validation<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] };

function parse<Output>(shape: Shape<Output>, value: unknown): Output {
  const result = shape['~standard'].validate(value);
  if (result instanceof Promise) throw new Error('The schemas of the contract are synchronous');
  if (result.issues === undefined) return result.value;
  throw new Error(`Not the shape: ${JSON.stringify([result.issues, value])}`);
}

/** Parses an answer that has to be a success of this shape. */
export function ok<Output>(shape: Shape<Output>, answer: Answer): Output {
  if (answer.status >= 300) throw new Error(`Refused with ${answer.status}: ${JSON.stringify(answer.body)}`);
  return parse(shape, answer.body);
}

/** Parses an answer that has to be problem details, with every header an error promises. */
export function problem(answer: Answer): ProblemDetails & Record<string, unknown> {
  const parsed = parse(problemDetails, answer.body);
  const isWhole =
    answer.headers.get('content-type') === 'application/problem+json' &&
    answer.headers.get('cache-control') === 'no-store' &&
    answer.headers.get('x-request-id') === parsed.request_id &&
    parsed.type === `urn:holdfast:error:${parsed.code}` &&
    parsed.status === answer.status;
  if (isWhole) return parsed;
  throw new Error(
    `Not the error shape: ${JSON.stringify([answer.status, [...answer.headers], answer.body])}`,
  );
}

/** A user of the suite, talking to a host as a browser SDK would. */
export function createClient(
  host: Pick<TestHost, 'fetch'>,
  who: PrincipalName | typeof operatorToken | null = 'alice',
) {
  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> => {
    const { body, raw, headers } = options;
    const response = await host.fetch(path, {
      method,
      headers: {
        ...(who === null ? {} : { authorization: `Bearer ${who}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(raw === undefined ? {} : { body: raw }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };

  const initiate = async (fields: Record<string, unknown>, headers = {}): Promise<UploadSession> =>
    ok(
      uploadSession,
      await call('POST', '/app/uploads/initiate', {
        body: { file_name: 'a.bin', checksum_algorithms: ['sha256'], ...fields },
        headers,
      }),
    );

  const sign = async (
    session: UploadSession,
    bytes: Uint8Array,
    numbers: readonly number[],
  ): Promise<SignedPart[]> => {
    const parts = numbers.map((part_number) => ({
      part_number,
      ...(session.checksum_algorithm === 'none'
        ? {}
        : { checksum: sha256(sliceOf(session, bytes, part_number)) }),
    }));
    const path = `/app/uploads/${session.upload_session_id}/multipart-part-urls`;
    return ok(signPartsResponse, await call('POST', path, { body: { parts } })).parts;
  };

  const put = async (
    signed: string | Pick<UploadInstruction, 'url' | 'headers'> | null | undefined,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<Answer> => {
    const { url, headers } =
      typeof signed === 'string' ? { url: signed, headers: {} } : (signed ?? { url: '', headers: {} });
    const response = await host.fetch(url, { method: 'PUT', headers, body: bytes });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text || null,
    };
  };

  /** Signs and sends these parts, or all. */
  const send = async (
    session: UploadSession,
    bytes: Uint8Array<ArrayBuffer>,
    numbers: readonly number[] = partNumbers(session),
  ): Promise<string[]> => {
    const etags: string[] = [];
    for (const signed of await sign(session, bytes, numbers)) {
      const answer = await put(signed, sliceOf(session, bytes, signed.part_number));
      if (answer.status !== 200) throw new Error(`PUT refused: ${JSON.stringify(answer.body)}`);
      etags.push(answer.headers.get('etag') ?? '');
    }
    return etags;
  };

  const complete = (session: UploadSession, parts?: unknown): Promise<Answer> =>
    call('POST', '/app/assets/upload/complete', {
      body: { upload_session_id: session.upload_session_id, ...(parts === undefined ? {} : { parts }) },
    });

  const resume = async (session: UploadSession): Promise<ResumeResponse> =>
    ok(resumeResponse, await call('GET', `/app/uploads/${session.upload_session_id}/resume`));

  return {
    call,
    initiate,
    sign,
    put,
    send,
    complete,
    resume,
    cancel: async (session: UploadSession) =>
      ok(sessionState, await call('POST', `/app/uploads/${session.upload_session_id}/cancel`)),
    /** The whole way. */
    upload: async (
      bytes: Uint8Array<ArrayBuffer>,
      fields: Record<string, unknown> = {},
    ): Promise<FileRecord> => {
      const session = await initiate({ file_size: bytes.byteLength, ...fields });
      await send(session, bytes);
      return ok(fileRecord, await complete(session));
    },
    completeBatch: async (sessions: readonly UploadSession[]) =>
      ok(
        completeBatchResponse,
        await call('POST', '/app/assets/upload/complete-batch', {
          body: { uploads: sessions.map(({ upload_session_id }) => ({ upload_session_id })) },
        }),
      ),
    content: async (
      fileId: string,
      headers: Record<string, string> = {},
      method = 'GET',
    ): Promise<Response> =>
      host.fetch(`/api/files/${fileId}/content`, {
        method,
        headers: { authorization: `Bearer ${who}`, ...headers },
      }),
  };
}
function partNumbers(session: UploadSession): number[] {
  return Array.from({ length: session.part_count }, (_, index) => index + 1);
}

export function sliceOf(
  session: UploadSession,
  bytes: Uint8Array,
  partNumber: number,
): Uint8Array<ArrayBuffer> {
  const { start, end } = partRange(session.file_size, session.chunk_size, partNumber);
  return new Uint8Array(bytes.slice(start, end));
}
