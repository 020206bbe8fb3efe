import type { UploadSession } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import type { ObjectStorage } from '../../storage/object-storage.ts';

/** What a session's checksums are worth: `enforced` only where the store was seen to refuse other bytes. */
export function integrityOf(storage: ObjectStorage, session: SessionRow): UploadSession['integrity'] {
  const { checksum_algorithm: algorithm, upload_type } = session;
  if (algorithm === 'none') return 'none';
  const enforced = storage.checksumAlgorithms[upload_type === 'direct' ? 'direct' : 'parts'];
  return enforced.includes(algorithm) ? 'enforced' : 'declared';
}
