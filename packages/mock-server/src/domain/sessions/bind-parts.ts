import type { ChecksumAlgorithm, SignPartRequest } from '@holdfast/upload-manager/contract';
import { sql } from 'kysely';
import type { DatabaseTransaction, SessionRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';

/** Base64 characters of a raw digest. */
const checksumLengths = { sha256: 44, crc32c: 8 } as const satisfies Record<ChecksumAlgorithm, number>;

/** Whether a checksum has the length its algorithm gives. */
export function fitsAlgorithm(algorithm: ChecksumAlgorithm, checksum: string): boolean {
  return checksum.length === checksumLengths[algorithm];
}

/** Rejects parts that are not the session's, or do not come with the checksum its algorithm asks for. */
export function requireSignable(session: SessionRow, parts: readonly SignPartRequest[]): void {
  const algorithm = session.checksum_algorithm;
  const seen = new Set<number>();
  for (const { part_number, checksum } of parts) {
    if (part_number > session.part_count) {
      throw new ApiError(
        'invalid_request',
        `Part ${part_number} does not exist: there are ${session.part_count}`,
        {
          fields: { part_count: session.part_count },
        },
      );
    }
    if (seen.has(part_number))
      throw new ApiError('invalid_request', `Part ${part_number} is asked for twice`);
    seen.add(part_number);
    if (algorithm === 'none') {
      if (checksum === undefined) continue;
      throw new ApiError('invalid_request', 'This session was agreed to have no checksums');
    }
    if (checksum === undefined || !fitsAlgorithm(algorithm, checksum)) {
      throw new ApiError(
        'invalid_request',
        `Part ${part_number} needs its ${algorithm} checksum to be signed`,
      );
    }
  }
}

/**
 * Binds each part to its checksum. The first binding wins: another checksum means that the file changed, and is refused
 * unless the client says that it knows.
 */
export async function bindParts(
  transaction: DatabaseTransaction,
  session: SessionRow,
  request: { readonly parts: readonly SignPartRequest[]; readonly nowMs: number },
): Promise<void> {
  if (session.checksum_algorithm === 'none') return;
  const toRow = ({ part_number, checksum = '' }: SignPartRequest) => ({
    session_id: session.id,
    part_number,
    checksum,
    bound_at: request.nowMs,
    replaced: 0,
  });
  const kept = request.parts.filter(({ replace }) => replace !== true).map(toRow);
  const replaced = request.parts.filter(({ replace }) => replace === true).map(toRow);
  if (kept.length > 0) {
    await transaction
      .insertInto('part_bindings')
      .values(kept)
      .onConflict((conflict) => conflict.columns(['session_id', 'part_number']).doNothing())
      .execute();
  }
  if (replaced.length > 0) {
    await transaction
      .insertInto('part_bindings')
      .values(replaced)
      .onConflict((conflict) =>
        conflict.columns(['session_id', 'part_number']).doUpdateSet(({ ref }) => ({
          checksum: ref('excluded.checksum'),
          bound_at: ref('excluded.bound_at'),
          // The same again replaces nothing, and what was once replaced stays marked.
          replaced: sql<number>`case when ${ref('part_bindings.checksum')} = ${ref('excluded.checksum')}
            then ${ref('part_bindings.replaced')} else 1 end`,
        })),
      )
      .execute();
  }
  await requireBound(transaction, session, request.parts);
}

/** Binds the one part of each of these sessions, which have just been recorded: nothing was bound before. */
export async function insertBindings(
  transaction: DatabaseTransaction,
  bindings: readonly { readonly sessionId: string; readonly checksum: string }[],
  nowMs: number,
): Promise<void> {
  if (bindings.length === 0) return;
  const rows = bindings.map(({ sessionId, checksum }) => ({
    session_id: sessionId,
    part_number: 1,
    checksum,
    bound_at: nowMs,
    replaced: 0,
  }));
  await transaction.insertInto('part_bindings').values(rows).execute();
}

async function requireBound(
  transaction: DatabaseTransaction,
  session: SessionRow,
  parts: readonly SignPartRequest[],
): Promise<void> {
  const bound = await bindingsOf(
    transaction,
    session.id,
    parts.map(({ part_number }) => part_number),
  );
  const changed = parts.filter(({ part_number, checksum }) => bound.get(part_number) !== checksum);
  if (changed.length === 0) return;
  const numbers = changed.map(({ part_number }) => part_number);
  throw new ApiError('part_changed', `Signed before with another checksum: part ${numbers.join(', ')}`, {
    fields: { part_numbers: numbers },
  });
}

async function bindingsOf(
  transaction: DatabaseTransaction,
  sessionId: string,
  partNumbers: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await transaction
    .selectFrom('part_bindings')
    .select(['part_number', 'checksum'])
    .where('session_id', '=', sessionId)
    .where('part_number', 'in', [...partNumbers])
    .execute();
  return new Map(rows.map(({ part_number, checksum }) => [part_number, checksum]));
}
