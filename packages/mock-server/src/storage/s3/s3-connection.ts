import { S3Client } from '@aws-sdk/client-s3';

/** Which store it is and how it is reached. */
export interface S3Connection {
  readonly region: string;
  /** @default AWS */
  readonly endpoint?: string;
  /** The bucket in the path instead of the host name. */
  readonly forcePathStyle: boolean;
  /** @default the usual places: environment, profile, instance */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const connectionTimeoutMs = 5_000;
/** Joining many parts may take minutes in which the store sends nothing but spaces, or nothing at all. */
const silenceTimeoutMs = 180_000;
const maxAttempts = 3;

export function createS3Client({ region, endpoint, forcePathStyle, credentials }: S3Connection): S3Client {
  return new S3Client({
    region,
    forcePathStyle,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    // Otherwise the SDK signs a checksum of no bytes into every URL, and adds headers that some stores refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts,
    requestHandler: { connectionTimeout: connectionTimeoutMs, socketTimeout: silenceTimeoutMs },
  });
}
