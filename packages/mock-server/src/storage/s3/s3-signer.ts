import type { S3Client } from '@aws-sdk/client-s3';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Clock } from '../../domain/ports.ts';
import { bucketUrl } from './bucket-url.ts';

export interface S3SignerOptions {
  readonly client: S3Client;
  /** Origins of the store as browsers reach it, all of them the same store; undefined is where S3 itself is. */
  readonly endpoints: readonly (string | undefined)[];
  readonly clock: Clock;
}

export interface RequestToSign {
  readonly method: 'PUT' | 'GET';
  readonly bucket: string;
  readonly key: string;
  readonly query: Readonly<Record<string, string>>;
  /** Signed, so that whoever uses the URL has to send exactly them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAtMs: number;
  /** Which of the equivalent endpoints, counted round. */
  readonly turn?: number;
}

export interface S3Signer {
  sign(request: RequestToSign): Promise<string>;
}

const maxExpirySeconds = 7 * 24 * 60 * 60;

/** Signs URLs for browsers. The signature says method, host, key, query, expiry and every header given. */
export function createS3Signer({ client, endpoints, clock }: S3SignerOptions): S3Signer {
  const signer = new SignatureV4({
    service: 's3',
    region: client.config.region,
    credentials: client.config.credentials,
    sha256: client.config.sha256,
    // S3 signs the path as it is sent.
    uriEscapePath: false,
    applyChecksum: false,
  });

  return {
    async sign({ method, bucket, key, query, headers, expiresAtMs, turn = 0 }) {
      const url = await bucketUrl(client, { bucket, endpoint: endpoints[turn % endpoints.length] });
      const nowMs = clock.now();
      const expiresIn = Math.ceil((expiresAtMs - nowMs) / 1000);
      const request = new HttpRequest({
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port === '' ? {} : { port: Number(url.port) }),
        path: `${url.pathname.replace(/\/$/, '')}/${encodeKey(key)}`,
        query: { ...query },
        headers: {
          ...headers,
          host: url.host,
          // Says that any payload is meant, unless the headers name its hash.
          'x-amz-content-sha256': headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
        },
      });
      const signed = await signer.presign(request, {
        expiresIn: Math.min(Math.max(1, expiresIn), maxExpirySeconds),
        signingDate: new Date(nowMs),
        // What would move into the query would bind nothing: the client has to send it.
        unhoistableHeaders: new Set(Object.keys(headers)),
      });
      return toUrl(signed);
    },
  };
}

/** Each segment escaped as S3 escapes it before it compares signatures. */
export function encodeKey(key: string): string {
  return key.split('/').map(escapeText).join('/');
}

function escapeText(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

interface SignedParts {
  readonly protocol: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly path: string;
  readonly query?: HttpRequest['query'];
}

function toUrl({ protocol, headers, path, query }: SignedParts): string {
  const pairs = Object.entries(query ?? {}).map(
    ([name, value]) => `${escapeText(name)}=${escapeText(String(value))}`,
  );
  return `${protocol}//${headers.host}${path}?${pairs.join('&')}`;
}
