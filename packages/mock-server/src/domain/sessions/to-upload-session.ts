import type { UploadSession } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import type { ObjectStorage } from '../../storage/object-storage.ts';
import { toTimestamp } from '../encoding.ts';
import { integrityOf } from './integrity.ts';

/** A session as initiate answers it, without a URL. */
export function toUploadSession(storage: ObjectStorage, session: SessionRow): UploadSession {
  return {
    upload_session_id: session.id,
    file_id: session.file_id,
    upload_type: session.upload_type,
    upload_status: session.status,
    file_size: session.file_size,
    chunk_size: session.chunk_size,
    part_count: session.part_count,
    checksum_algorithm: session.checksum_algorithm,
    integrity: integrityOf(storage, session),
    expires_at: toTimestamp(session.expires_at),
    hard_expires_at: toTimestamp(session.hard_expires_at),
    multipart_upload_id: session.multipart_id,
    client_reference: session.client_reference,
  };
}
