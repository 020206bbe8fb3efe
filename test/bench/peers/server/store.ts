import { randomUUID } from 'node:crypto';
import type { ObjectProof } from './server-options.ts';
import type { Piece } from './take-body.ts';

interface PendingUpload {
  readonly key: string;
  readonly parts: Map<number, Piece>;
}

/** What is kept of all that came: of every object, the pieces it came in. */
export interface Store {
  putObject(key: string, pieces: readonly Piece[]): void;
  /** Begins an upload in parts and answers its id. */
  begin(key: string): string;
  /** False when there is no such upload. */
  putPart(uploadId: string, partNumber: number, piece: Piece): boolean;
  /** Ascending; null when there is no such upload. */
  listParts(uploadId: string): readonly (readonly [partNumber: number, piece: Piece])[] | null;
  /** Joins these parts, in this order; false when one of them is not there. */
  join(uploadId: string, partNumbers: readonly number[]): boolean;
  abort(uploadId: string): void;
  object(key: string): readonly Piece[] | null;
  /** False when there is no such object. */
  move(fromKey: string, toKey: string): boolean;
  remove(keys: readonly string[]): void;
  proofs(): readonly ObjectProof[];
}

export function createStore(): Store {
  const objects = new Map<string, readonly Piece[]>();
  const uploads = new Map<string, PendingUpload>();
  return {
    putObject(key, pieces) {
      objects.set(key, pieces);
    },
    begin(key) {
      const uploadId = randomUUID();
      uploads.set(uploadId, { key, parts: new Map() });
      return uploadId;
    },
    putPart(uploadId, partNumber, piece) {
      const upload = uploads.get(uploadId);
      upload?.parts.set(partNumber, piece);
      return upload !== undefined;
    },
    listParts(uploadId) {
      const upload = uploads.get(uploadId);
      return upload ? [...upload.parts].toSorted(([left], [right]) => left - right) : null;
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
    abort(uploadId) {
      uploads.delete(uploadId);
    },
    object: (key) => objects.get(key) ?? null,
    move(fromKey, toKey) {
      const pieces = objects.get(fromKey);
      if (!pieces) return false;
      objects.set(toKey, pieces);
      objects.delete(fromKey);
      return true;
    },
    remove(keys) {
      for (const key of keys) objects.delete(key);
    },
    proofs: () =>
      Array.from(objects.values(), (pieces) =>
        pieces.map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes })),
      ),
  };
}

export function etagOf({ sha256 }: Piece): string {
  return `"${Buffer.from(sha256, 'base64').toString('hex').slice(0, 32)}"`;
}
