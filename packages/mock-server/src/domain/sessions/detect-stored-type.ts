import type { SessionRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { detectType, sniffedBytes } from '../files/type-policy.ts';
import { toRetry } from './moved-bytes.ts';

/** The type the bytes of a session have; null when they carry no known mark. */
export async function detectStoredType(
  { storage }: BackendContext,
  session: SessionRow,
  key: string,
): Promise<string | null> {
  const range = { start: 0, end: Math.min(sniffedBytes, session.file_size) };
  const { objects } = storage.bucketOf(session.tenant_id);
  try {
    return await detectType(new Uint8Array(await new Response(await objects.open(key, range)).arrayBuffer()));
  } catch (error) {
    throw toRetry(session, error);
  }
}
