import type { Checksum } from './s3-bytes.ts';
import type { ChecksumName, S3Profile } from './s3-profile.ts';
import { S3Refusal } from './s3-refusal.ts';

export interface KeptObject {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly checksum: Checksum | undefined;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly lastModifiedMs: number;
}

export interface KeptPart {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly checksum: Checksum | undefined;
}

export interface KeptUpload {
  readonly id: string;
  readonly key: string;
  readonly startedMs: number;
  readonly algorithm: ChecksumName | undefined;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly parts: Map<number, KeptPart>;
}

export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposed: readonly string[];
}

export interface KeptBucket {
  readonly objects: Map<string, KeptObject>;
  readonly uploads: Map<string, KeptUpload>;
  /** What completing an upload answered, for whoever asks again. */
  readonly completed: Map<string, { readonly list: string; readonly etag: string }>;
  cors: readonly CorsRule[];
}

/** What the double does its work with. */
export interface S3State {
  readonly profile: S3Profile;
  readonly buckets: Map<string, KeptBucket>;
  readonly minPartBytes: number;
  now(): number;
}

export function createKeptBucket(): KeptBucket {
  return { objects: new Map(), uploads: new Map(), completed: new Map(), cors: [] };
}

export function requireKeptBucket({ buckets }: S3State, name: string): KeptBucket {
  const bucket = buckets.get(name);
  if (bucket) return bucket;
  throw new S3Refusal(404, 'NoSuchBucket');
}

export function requireKeptObject(bucket: KeptBucket, key: string): KeptObject {
  const object = bucket.objects.get(key);
  if (object) return object;
  throw new S3Refusal(404, 'NoSuchKey');
}

export function requireKeptUpload(state: S3State, bucket: KeptBucket, id: string | null): KeptUpload {
  const upload = bucket.uploads.get(id ?? '');
  if (upload) return upload;
  throw new S3Refusal(404, state.profile.unknownUpload);
}

/** Some stores drop what nobody finishes. */
export function dropStaleUploads({ profile, buckets, now }: S3State): void {
  const { staleUploadMs } = profile;
  if (staleUploadMs === null) return;
  for (const { uploads } of buckets.values()) {
    for (const { id, startedMs } of uploads.values())
      if (now() >= startedMs + staleUploadMs) uploads.delete(id);
  }
}
