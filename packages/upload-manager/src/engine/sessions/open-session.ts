import { type InitiateBatchItem, limits, type UploadSession } from '../../contract/index.ts';
import type { UploadOptions } from '../../core/upload-snapshot.ts';
import type { Session } from '../../core/upload-state.ts';
import type { FileSource } from '../../ports/file-source.ts';
import type { EngineContext } from '../engine-context.ts';

export interface OpeningRequest {
  readonly uploadId: string;
  readonly idempotencyKey: string;
  readonly source: FileSource;
  /** Of the whole file by the page's first algorithm, where it was taken already. */
  readonly digest: string | null;
  readonly options: UploadOptions;
}

/** Everything the server is told about a file. A file small enough for one PUT brings its checksum along. */
export async function prepareOpening(
  context: EngineContext,
  request: OpeningRequest,
  signal: AbortSignal,
): Promise<InitiateBatchItem> {
  const { digest, source, options, uploadId, idempotencyKey } = request;
  const { sizeBytes, lastModified } = source.stat();
  const [bound] = context.checksumAlgorithms;
  const checksum =
    bound === undefined || sizeBytes >= limits.multipartThresholdBytes
      ? null
      : {
          algorithm: bound,
          value: digest ?? (await context.hash(source.slice(0, sizeBytes), bound, signal)),
        };

  return {
    client_reference: uploadId,
    idempotency_key: idempotencyKey,
    file_name: source.name,
    file_size: sizeBytes,
    last_modified: lastModified,
    ...(source.mimeType === '' ? {} : { mime_type: source.mimeType }),
    checksum_algorithms: [...context.checksumAlgorithms],
    ...(checksum === null ? {} : { checksum }),
    ...toWireOptions(options, source.relativePath),
  };
}

/** The wire has no field for a folder; it is kept with what the page says of the file. */
function toWireOptions(options: UploadOptions, relativePath: string): Partial<InitiateBatchItem> {
  const { referenceType, referenceId, projectId, sceneId, fileType, categoryIds, metadata } = options;
  return {
    ...(referenceType === undefined ? {} : { reference_type: referenceType }),
    ...(referenceId === undefined ? {} : { reference_id: referenceId }),
    ...(projectId === undefined ? {} : { project_id: projectId }),
    ...(sceneId === undefined ? {} : { scene_id: sceneId }),
    ...(fileType === undefined ? {} : { file_type: fileType }),
    ...(categoryIds === undefined ? {} : { category_ids: [...categoryIds] }),
    ...(metadata === undefined && relativePath === ''
      ? {}
      : { metadata: { ...(relativePath === '' ? {} : { relative_path: relativePath }), ...metadata } }),
  };
}

export function toSession(wire: UploadSession): Session {
  return {
    sessionId: wire.upload_session_id,
    fileId: wire.file_id,
    uploadType: wire.upload_type,
    fileSize: wire.file_size,
    chunkSize: wire.chunk_size,
    partCount: wire.part_count,
    checksumAlgorithm: wire.checksum_algorithm,
  };
}
