import type { ClientErrorCode, ErrorCode } from '../contract/index.ts';

export type UploadErrorCode = ErrorCode | ClientErrorCode;

export interface UploadErrorOptions {
  readonly cause?: unknown;
  /** HTTP status, when an answer arrived. */
  readonly httpStatus?: number;
  /** What the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The server's own word on whether the same request may succeed later. */
  readonly retryable?: boolean;
  /** Fields the code promises, as the server sent them (`limit_bytes`, `max_file_bytes`, …). */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
  /** The server's own code when this client does not know it; `code` is then the nearest that it does. */
  readonly serverCode?: string;
}

/** The one error class of the SDK. Its message is for logs; `describeError` makes the sentence for people. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
  readonly code: UploadErrorCode;
  readonly httpStatus: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly retryable: boolean | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | undefined;
  readonly serverCode: string | undefined;

  constructor(code: UploadErrorCode, message: string, options: UploadErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.httpStatus = options.httpStatus;
    this.retryAfterMs = options.retryAfterMs;
    this.retryable = options.retryable;
    this.details = options.details ?? {};
    this.requestId = options.requestId;
    this.serverCode = options.serverCode;
  }
}
