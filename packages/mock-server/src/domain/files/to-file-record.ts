import type { FileRecord } from '@holdfast/upload-manager/contract';
import type { FileRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { toTimestamp } from '../encoding.ts';
import { fileUrl } from './file-url.ts';

/** A file as the wire shows it. */
export function toFileRecord({ settings }: BackendContext, file: FileRow): FileRecord {
  return {
    file_id: file.id,
    url: fileUrl(settings, file.id),
    size_bytes: file.size_bytes,
    status: file.status,
    file_name: file.file_name,
    mime_type: file.mime_type,
    detected_type: file.detected_type,
    checksum:
      file.checksum_algorithm === null || file.checksum_value === null
        ? null
        : { algorithm: file.checksum_algorithm, value: file.checksum_value, chunk_size: file.chunk_size },
    reference_type: file.reference_type,
    reference_id: file.reference_id,
    project_id: file.project_id,
    scene_id: file.scene_id,
    file_type: file.file_type,
    category_ids: JSON.parse(file.category_ids) as string[],
    metadata: JSON.parse(file.metadata) as Record<string, unknown>,
    processing_status: file.processing_status,
    created_at: toTimestamp(file.created_at),
  };
}
