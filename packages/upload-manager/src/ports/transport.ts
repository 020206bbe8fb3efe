import type { PartBody } from '../core/part-body.ts';

/** Sends bytes to storage. */
export interface Transport {
  /** Resolves with any answer, whatever its status; throws UploadError `network` when none came. */
  send(request: TransportRequest, options: TransportOptions): Promise<TransportResponse>;
}

export interface TransportRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: PartBody;
}

export interface TransportOptions {
  readonly signal: AbortSignal;
  /** Called with the bytes of this request handed to the network so far. */
  readonly onProgress: (sentBytes: number) => void;
}

export interface TransportResponse {
  readonly status: number;
  /** The value of a header, or `null` when it is absent or not exposed by CORS. */
  readonly header: (name: string) => string | null;
  readonly body: string;
  /** As ALPN names it, such as `h2`; left out or empty where the host does not let the page know. */
  readonly protocol?: string;
}
