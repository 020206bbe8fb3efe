import type { FileRecord, InitiateRequest } from '@holdfast/upload-manager/contract';
import type { FileRow, WorkspaceRow } from '../../db/schema.ts';
import { createSha256 } from '../../storage/sha256.ts';
import type { BackendContext } from '../backend-context.ts';
import { fileUrl } from '../files/file-url.ts';
import { findFileById } from '../files/find-file.ts';
import { toFileRecord } from '../files/to-file-record.ts';
import { idempotencyMismatch } from '../idempotency/idempotency.ts';
import { hashReceived } from './record-received.ts';

/** The first answer without its URL. */
type KeptAnswer = Omit<FileRecord, 'url'>;

/** A key that has its answer, and the hash of what it stands for. */
export interface KeptTurn {
  readonly fieldsHash: string | null;
  readonly answer: unknown;
}

export function toKeptAnswer(context: BackendContext, file: FileRow): KeptAnswer {
  const { url: _, ...answer } = toFileRecord(context, file);
  return answer;
}

interface Repetition {
  readonly workspace: WorkspaceRow;
  readonly fields: InitiateRequest;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Answers a repeated upload as its first was, after reading its bytes: only they tell whether it is the same. What the
 * file has become since is told as it is: a deleted file does not come back by repeating its upload, nor by saying so.
 */
export async function replayReceived(
  context: BackendContext,
  { workspace, fields, body }: Repetition,
  kept: KeptTurn,
): Promise<FileRecord> {
  // Kept by this server, in this shape.
  const answer = kept.answer as KeptAnswer;
  const hasher = await createSha256();
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > answer.size_bytes) throw idempotencyMismatch();
    hasher.update(chunk);
  }
  const checksum = hasher.digest();
  const fieldsHash = await hashReceived({ workspaceId: workspace.id, fields, sizeBytes, checksum });
  if (fieldsHash !== kept.fieldsHash) throw idempotencyMismatch();
  const file = await findFileById(context, answer.file_id);
  return {
    ...answer,
    url: fileUrl(context.settings, answer.file_id),
    status: file?.status ?? 'deleted',
    processing_status: file?.processing_status ?? answer.processing_status,
  };
}
