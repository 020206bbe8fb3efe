import type { IncomingMessage } from 'node:http';

/** A request as the double looks at it: names of headers in lower case, the body whole. */
export interface S3Request {
  readonly method: string;
  /** As sent, before anything is decoded. */
  readonly rawPath: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Whoever asks for a name below this one means the bucket of that name. */
export const bucketsHostName = 's3.localhost';

export async function readS3Request(incoming: IncomingMessage): Promise<S3Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(',') : value);
  }
  const [rawPath = '/', search = ''] = (incoming.url ?? '/').split('?');
  const segments = rawPath.split('/').slice(1).map(decodeURIComponent);
  const bucket = bucketInHost(headers.get('host')) ?? segments.shift() ?? '';
  return {
    method: incoming.method ?? 'GET',
    rawPath,
    bucket,
    key: segments.join('/'),
    query: readQuery(search),
    headers,
    body: Buffer.concat(chunks),
  };
}

function bucketInHost(host = ''): string | undefined {
  const [hostName = ''] = host.split(':');
  return hostName.endsWith(`.${bucketsHostName}`)
    ? hostName.slice(0, -bucketsHostName.length - 1)
    : undefined;
}

/** A plus is a plus here, as in S3, and not a space. */
function readQuery(search: string): URLSearchParams {
  const query = new URLSearchParams();
  for (const pair of search.split('&').filter(Boolean)) {
    const [name = '', value = ''] = pair.split('=');
    query.append(decodeURIComponent(name), decodeURIComponent(value));
  }
  return query;
}
