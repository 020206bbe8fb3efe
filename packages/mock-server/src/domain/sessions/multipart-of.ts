import type { SessionRow } from '../../db/schema.ts';
import type { NewMultipart } from '../../storage/object-storage.ts';

/** What storage is told about a session's multipart upload; the session's id is the token that proves its object. */
export function multipartOf(session: SessionRow): NewMultipart {
  return { key: session.temp_key, writeToken: session.id, algorithm: session.checksum_algorithm };
}
