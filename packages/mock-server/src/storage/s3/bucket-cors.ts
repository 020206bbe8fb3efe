import { PutBucketCorsCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../../domain/ports.ts';
import { temporaryKey } from '../key-layout.ts';
import { type Enforcement, headersOf } from './checksum-binding.ts';
import type { S3Signer } from './s3-signer.ts';

/** Lets pages of these origins send bytes to the bucket and read what it answers. */
export async function allowBrowsers(
  client: S3Client,
  bucket: string,
  origins: readonly string[],
): Promise<void> {
  const rule = {
    AllowedOrigins: [...origins],
    AllowedMethods: ['PUT', 'GET', 'HEAD'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 7200,
  };
  const CORSConfiguration = { CORSRules: [rule] };
  await client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration }));
}

export interface CorsCheck {
  readonly signer: S3Signer;
  readonly bucket: string;
  readonly origins: readonly string[];
  /** How many endpoints the signer takes turns with. */
  readonly endpointCount: number;
  readonly enforcement: Enforcement;
  readonly clock: Clock;
}

const timeoutMs = 5_000;
const urlLifetimeMs = 60_000;

/** Asks the store, at each of its endpoints, what a browser of each origin would ask it before it sends a part. */
export async function findCorsProblems(check: CorsCheck): Promise<readonly string[]> {
  const turns = Array.from({ length: check.endpointCount }, (_, turn) => turn);
  const asked = check.origins.flatMap((origin) => turns.map((turn) => ({ origin, turn })));
  const found = await Promise.all(asked.map((question) => problemOf(check, question)));
  return found.flatMap((problem) => problem ?? []);
}

async function problemOf(
  { signer, bucket, enforcement, clock }: CorsCheck,
  { origin, turn }: { readonly origin: string; readonly turn: number },
): Promise<string | undefined> {
  const url = await signer.sign({
    method: 'PUT',
    bucket,
    key: temporaryKey('cors-probe'),
    query: {},
    headers: {},
    expiresAtMs: clock.now() + urlLifetimeMs,
    turn,
  });
  const at = `The bucket ${bucket} at ${new URL(url).origin}`;
  const headers = { origin, 'access-control-request-method': 'PUT', ...requestHeaders(enforcement) };
  try {
    const answer = await fetch(url, { method: 'OPTIONS', headers, signal: AbortSignal.timeout(timeoutMs) });
    await answer.body?.cancel();
    const allowed = answer.headers.get('access-control-allow-origin');
    if (!answer.ok || (allowed !== '*' && allowed !== origin)) {
      return `${at} does not let pages of ${origin} send bytes: it needs a CORS rule with PUT for that origin`;
    }
    const exposed = answer.headers.get('access-control-expose-headers') ?? '';
    if (/(^|[,\s])(etag|\*)($|[,\s])/i.test(exposed)) return undefined;
    return `${at} does not expose ETag to pages of ${origin}: add it to ExposeHeaders of the CORS rule`;
  } catch (error) {
    return `${at} could not be asked for its CORS rule: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The headers that parts will come with, which the rule has to allow too. */
function requestHeaders({ direct, parts }: Enforcement): Readonly<Record<string, string>> {
  const names = [direct, parts].flatMap((enforced) =>
    (['sha256', 'crc32c'] as const).flatMap((algorithm) => {
      const mechanism = enforced[algorithm];
      return mechanism === undefined ? [] : Object.keys(headersOf({ algorithm, mechanism, value: '' }));
    }),
  );
  return names.length === 0 ? {} : { 'access-control-request-headers': [...new Set(names)].sort().join(',') };
}
