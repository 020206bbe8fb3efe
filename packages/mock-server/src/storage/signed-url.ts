import { ApiError } from '../domain/api-error.ts';
import { fromBase64Url, toBase64Url } from '../domain/encoding.ts';
import { importMacKey } from '../domain/import-mac-key.ts';
import type { Clock } from '../domain/ports.ts';
import type { PartAlgorithm } from './object-storage.ts';

/** What a URL signed by this server allows. */
export interface UploadGrant {
  readonly bucket: string;
  readonly key: string;
  /** Null for an object that is sent in one request. */
  readonly multipartId: string | null;
  readonly partNumber: number;
  readonly sizeBytes: number;
  readonly algorithm: PartAlgorithm;
  readonly checksum: string | null;
  readonly expiresAtMs: number;
}

export interface UrlSigner {
  sign(grant: UploadGrant): Promise<string>;
  /** Rejects with `url_invalid` unless this server signed exactly this URL for PUT and it has not expired. */
  verify(url: URL): Promise<UploadGrant>;
}

export interface UrlSignerOptions {
  readonly secret: string;
  /** Origin (and prefix) under which the store is reached. */
  readonly baseUrl: string;
  readonly clock: Clock;
}

/** The path every signed storage URL has. */
export const storagePath = '/storage/upload';

/** The signed parameters, in the order they are signed. */
const parameterNames = [
  'bucket',
  'key',
  'upload',
  'part',
  'size',
  'algorithm',
  'checksum',
  'expires',
] as const;

/** URLs that bind method, key, upload, part, exact length, checksum and expiry with HMAC-SHA256. */
export function createUrlSigner({ secret, baseUrl, clock }: UrlSignerOptions): UrlSigner {
  const macKey = importMacKey(secret);

  return {
    async sign(grant) {
      const parameters = toParameters(grant);
      const mac = await crypto.subtle.sign('HMAC', await macKey, canonical(parameters));
      const query = new URLSearchParams(parameterNames.map((name, index) => [name, parameters[index] ?? '']));
      query.set('signature', toBase64Url(new Uint8Array(mac)));
      return `${baseUrl}${storagePath}?${query}`;
    },

    async verify(url) {
      requireSignedNames(url);
      const parameters = parameterNames.map((name) => url.searchParams.get(name) ?? '');
      const signature = readSignature(url.searchParams.get('signature'));
      // `verify` compares in constant time. What is signed is the text as sent, so nothing is parsed before it is proven.
      const genuine =
        signature && (await crypto.subtle.verify('HMAC', await macKey, signature, canonical(parameters)));
      if (!genuine) throw new ApiError('url_invalid', 'The upload URL was not signed by this server');
      const grant = toGrant(parameters);
      if (clock.now() >= grant.expiresAtMs) throw new ApiError('url_invalid', 'The upload URL has expired');
      return grant;
    },
  };
}

/** A parameter that nobody signed, or a second one of its name, could mean something to a proxy in between. */
function requireSignedNames(url: URL): void {
  const names = [...url.searchParams.keys()];
  const signed = new Set<string>([...parameterNames, 'signature']);
  if (new Set(names).size === names.length && names.every((name) => signed.has(name))) return;
  throw new ApiError('url_invalid', 'The upload URL has parameters that were not signed');
}

function canonical(parameters: readonly string[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(['PUT', ...parameters]));
}

function toParameters(grant: UploadGrant): readonly string[] {
  return [
    grant.bucket,
    grant.key,
    grant.multipartId ?? '',
    String(grant.partNumber),
    String(grant.sizeBytes),
    grant.algorithm,
    grant.checksum ?? '',
    String(grant.expiresAtMs),
  ];
}

/** Only called on parameters this server signed. */
function toGrant(parameters: readonly string[]): UploadGrant {
  const [bucket = '', key = '', upload = '', part, size, algorithm, checksum = '', expires] = parameters;
  return {
    bucket,
    key,
    multipartId: upload === '' ? null : upload,
    partNumber: Number(part),
    sizeBytes: Number(size),
    algorithm: algorithm === 'sha256' || algorithm === 'crc32c' ? algorithm : 'none',
    checksum: checksum === '' ? null : checksum,
    expiresAtMs: Number(expires),
  };
}

function readSignature(text: string | null): Uint8Array<ArrayBuffer> | undefined {
  if (text === null || text === '') return undefined;
  try {
    return fromBase64Url(text);
  } catch {
    // Text that is no base64 is simply not a signature.
    return undefined;
  }
}
