import { randomUUID } from 'node:crypto';
import type { Piece } from './take-body.ts';

interface PendingUpload {
  readonly key: string;
  readonly startedMs: number;
  readonly parts: Map<number, Piece>;
}

/** What the store holds: of every object, the pieces it came in. */
export interface Store {
  readonly objects: Map<string, readonly Piece[]>;
  readonly uploads: Map<string, PendingUpload>;
  begin(key: string): string;
  /** Joins these parts, in this order; false when one of them is not there. */
  join(uploadId: string, partNumbers: readonly number[]): boolean;
}

export function createStore(): Store {
  const objects = new Map<string, readonly Piece[]>();
  const uploads = new Map<string, PendingUpload>();
  return {
    objects,
    uploads,
    begin(key) {
      const uploadId = randomUUID();
      uploads.set(uploadId, { key, startedMs: Date.now(), parts: new Map() });
      return uploadId;
    },
    join(uploadId, partNumbers) {
      const upload = uploads.get(uploadId);
      if (!upload) return false;
      const pieces = partNumbers.flatMap((partNumber) => upload.parts.get(partNumber) ?? []);
      if (pieces.length !== partNumbers.length) return false;
      objects.set(upload.key, pieces);
      uploads.delete(uploadId);
      return true;
    },
  };
}

export function etagOf({ sha256 }: Piece): string {
  return `"${Buffer.from(sha256, 'base64').toString('hex').slice(0, 32)}"`;
}
