import { partRange } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import { createHasher } from '../../storage/create-hasher.ts';
import type { BackendContext } from '../backend-context.ts';
import { boundChecksums, replacedParts } from './stored-bytes.ts';

/**
 * Reads parts again whose binding was replaced, and answers those that hold other bytes than the last binding says. A
 * store that tells no checksums enforced one of the bindings, and only the bytes say which.
 */
export async function findForeignParts(
  context: BackendContext,
  session: SessionRow,
  key: string,
): Promise<readonly number[]> {
  const { checksum_algorithm: algorithm } = session;
  if (algorithm === 'none') return [];
  const replaced = await replacedParts(context, session.id);
  const bound = replaced.size === 0 ? new Map<number, string>() : await boundChecksums(context, session.id);
  const foreign: number[] = [];
  for (const partNumber of replaced) {
    const range = partRange(session.file_size, session.chunk_size, partNumber);
    const stream = await context.storage.bucketOf(session.tenant_id).objects.open(key, range);
    const hasher = await createHasher(algorithm);
    const reader = stream.getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) hasher.update(read.value);
    if (hasher.digest() !== bound.get(partNumber)) foreign.push(partNumber);
  }
  return foreign;
}
