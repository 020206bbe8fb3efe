/** Carries JSON calls to the backend. */
export interface ApiTransport {
  /** Resolves with any answer, whatever its status; throws UploadError `network` or `timeout` when none came. */
  request(request: ApiRequest, signal: AbortSignal): Promise<ApiResponse>;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON when present. */
  readonly body?: unknown;
}

export interface ApiResponse {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** The parsed body; `undefined` when it was empty or not JSON. */
  readonly body: unknown;
}
