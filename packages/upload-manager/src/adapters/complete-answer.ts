import { UploadError } from '../errors/upload-error.ts';
import type { ApiRequest, ApiResponse } from '../ports/api-transport.ts';

export interface CallLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * One call, from its start to the last byte of its answer, under one time limit: an answer that begins may still never
 * end.
 */
export async function completeAnswer(
  { method, url }: ApiRequest,
  { signal, timeoutMs }: CallLimits,
  send: (signal: AbortSignal) => Promise<Response>,
): Promise<ApiResponse> {
  const tooLate = AbortSignal.timeout(timeoutMs);
  try {
    const response = await send(AbortSignal.any([signal, tooLate]));
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      body: toJson(await response.text()),
    };
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    const code = tooLate.aborted ? 'timeout' : 'network';
    throw new UploadError(code, `No answer to ${method} ${url}`, { cause });
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // HTML or an empty body: the engine sees `undefined` and reports a proxy's answer.
    return undefined;
  }
}
