import type { S3Client } from '@aws-sdk/client-s3';
import type { Log } from '../../domain/ports.ts';
import type { Enforcement } from './checksum-binding.ts';
import type { S3Signer } from './s3-signer.ts';

/** One bucket of one store, and what was found out about the store. */
export interface S3Place {
  readonly client: S3Client;
  readonly signer: S3Signer;
  readonly bucket: string;
  readonly enforcement: Enforcement;
  /** False where a copy goes through although its source is not the one that was named. */
  readonly honoursCopyConditions: boolean;
  readonly log: Log;
  /** Whether a bucket that does not exist only has no bytes yet. */
  readonly isMadeOnDemand: boolean;
  /** Makes the bucket where each tenant has one. */
  prepare(): Promise<void>;
}

/** Where S3 keeps whose object it is. */
export const tokenName = 'write-token';

/** Stored with every object: what is served says its own type, and a bucket that is open by mistake serves no page. */
export const storedType = 'application/octet-stream';
