import { limits, partRange, type UploadInstruction } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { toTimestamp } from '../encoding.ts';

/** A signed request for one part of a session. For a direct session, part 1 is the whole file. */
export async function signSessionPart(
  { storage, clock }: BackendContext,
  session: SessionRow,
  part: { readonly partNumber: number; readonly checksum: string | null },
): Promise<UploadInstruction> {
  const range = partRange(session.file_size, session.chunk_size, part.partNumber);
  const sizeBytes = range.end - range.start;
  const expiresAtMs = clock.now() + limits.urlLifetimeSeconds * 1000;
  const target = {
    key: session.temp_key,
    sizeBytes,
    algorithm: session.checksum_algorithm,
    checksum: part.checksum,
    expiresAtMs,
  };
  const bucket = storage.bucketOf(session.tenant_id);
  const { method, url, headers } =
    session.multipart_id === null
      ? await bucket.objects.signPut(target)
      : await bucket.multipart.signPart({
          ...target,
          multipartId: session.multipart_id,
          partNumber: part.partNumber,
        });
  return {
    method,
    url,
    headers: { ...headers },
    size_bytes: sizeBytes,
    expires_at: toTimestamp(expiresAtMs),
  };
}
