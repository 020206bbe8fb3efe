import type { CompleteRequest } from '@holdfast/upload-manager/contract';
import { sql } from 'kysely';
import type { FileRow, SessionRow } from '../../db/schema.ts';
import { textRows } from '../../db/text-rows.ts';
import { finalKey } from '../../storage/key-layout.ts';
import type { BackendContext } from '../backend-context.ts';
import { contentName, findBlobs } from '../files/blobs.ts';
import { isTypeAllowed } from '../files/type-policy.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { Caller } from '../principal.ts';
import { type ClaimedSet, releaseClaims, whileAllClaimed } from './completion-claim.ts';
import { detectStoredType } from './detect-stored-type.ts';
import { proveParts } from './prove-parts.ts';
import { contentOf, type PromotedSession, recordCompletions } from './record-completion.ts';
import { requireSoundList } from './verify-parts.ts';

/** Most of a completion is waiting for storage. */
const storageConcurrency = 8;

interface CompletionSet {
  readonly claimed: ClaimedSet;
  /** What the client says of each session's parts. */
  readonly requests: ReadonlyMap<string, CompleteRequest>;
}

/**
 * Completes sessions that were claimed together, each step of all of them in one statement. Whatever is not as it usually
 * is, a part that is missing, a type that is refused, bytes that are known already, leaves the set: completed by itself,
 * such a session gets its verdict. The steps and their order are those of `runCompletion`, so that whoever claims a
 * session after a crash finishes it. Answers the files that became active, by session.
 */
export async function completeTogether(
  context: BackendContext,
  caller: Caller,
  { claimed, requests }: CompletionSet,
): Promise<ReadonlyMap<string, FileRow>> {
  const { token, sessions } = claimed;
  const { requestId } = caller;
  const files = new Map<string, FileRow>();
  try {
    await whileAllClaimed(context, claimed, async () => {
      const proven = await withoutKnownContents(context, await proveAll(context, { claimed, requests }));
      await context.crash('storage-completed');
      const recorded = await recordFinalKeys(context, token, proven);
      await context.crash('final-key-recorded');
      const promotedTo = await promoteAll(context, recorded);
      await context.crash('promoted');
      const actor = { id: caller.principal.userId, requestId };
      for (const promoted of byWorkspace(promotedTo)) {
        const active = await recordCompletions(context, { claimToken: token, actor, promoted });
        for (const file of active) files.set(file.id, file);
      }
      await context.crash('completion-recorded');
      context.wakeFileEvents?.();
    });
  } catch (error) {
    context.log({ level: 'info', event: 'batch.taken_apart', requestId, error });
  }
  const left = sessions.filter(({ file_id }) => !files.has(file_id));
  await releaseClaims(context, { token, sessions: left });
  return new Map(
    sessions.flatMap(({ id, file_id }): [string, FileRow][] => {
      const file = files.get(file_id);
      return file ? [[id, file]] : [];
    }),
  );
}

interface ProvenSession extends PromotedSession {
  /** Of the object that was proven. */
  readonly etag: string;
}

async function proveAll(
  context: BackendContext,
  { claimed: { sessions }, requests }: CompletionSet,
): Promise<readonly ProvenSession[]> {
  const records = await findRecords(context, sessions);
  const proven = await mapConcurrently(sessions, storageConcurrency, async (session) => {
    try {
      const sentParts = requests.get(session.id)?.parts ?? [];
      return await prove(context, session, { record: records.get(session.id), sentParts });
    } catch {
      // Completed by itself it meets the same failure, and its caller is told of it.
      return null;
    }
  });
  return proven.filter((each) => each !== null);
}

/** What the database knows of a session's file and of its one part. */
type SessionRecord =
  Awaited<ReturnType<typeof findRecords>> extends ReadonlyMap<string, infer Record> ? Record : never;

async function findRecords({ database }: BackendContext, sessions: readonly SessionRow[]) {
  const rows = await database
    .selectFrom('upload_sessions')
    .innerJoin('files', 'files.id', 'upload_sessions.file_id')
    .leftJoin('part_bindings', (join) =>
      join.onRef('part_bindings.session_id', '=', 'upload_sessions.id').on('part_number', '=', 1),
    )
    .select(['upload_sessions.id', 'mime_type', 'project_id', 'checksum', 'replaced'])
    .where(
      'upload_sessions.id',
      'in',
      sessions.map(({ id }) => id),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

interface Evidence {
  readonly record: SessionRecord | undefined;
  readonly sentParts: NonNullable<CompleteRequest['parts']>;
}

/** Null for a session that is completed by itself. */
async function prove(
  context: BackendContext,
  session: SessionRow,
  { record, sentParts }: Evidence,
): Promise<ProvenSession | null> {
  const { tenant_id, temp_key, file_id } = session;
  requireSoundList(session, sentParts);
  const object = await context.storage.bucketOf(tenant_id).objects.head(temp_key);
  if (!record || !object) return null;
  const stored = [{ ...object, partNumber: 1 }];
  const bound = new Map(record.checksum === null ? [] : [[1, record.checksum]]);
  const { checksumValue, isTold } = await proveParts(context, session, { stored, bound, sentParts });
  // Bytes may have come before the binding that is there now: only reading them tells.
  if (!isTold && record.replaced === 1) return null;
  const detectedType = await detectStoredType(context, session, temp_key);
  const { allowedTypes } = context.settings;
  if (!isTypeAllowed(allowedTypes, { declared: record.mime_type, detected: detectedType })) return null;
  const key = await finalKey({ tenantId: tenant_id, projectId: record.project_id, fileId: file_id });
  return { session, etag: object.etag, outcome: { key, detectedType, checksumValue } };
}

/** Leaves out contents that are stored already, and all but the first of equal ones: they are not to be kept twice. */
async function withoutKnownContents(
  { database }: BackendContext,
  proven: readonly ProvenSession[],
): Promise<readonly ProvenSession[]> {
  const named = proven.map((each) => ({
    each,
    content: contentOf(each.session, each.outcome.checksumValue),
  }));
  const blobs = await findBlobs(
    database,
    named.flatMap(({ content }) => content ?? []),
  );
  const nameOf = (workspaceId: string, content: string) => `${workspaceId}/${content}`;
  const known = new Set(
    blobs.map((blob) =>
      nameOf(blob.workspace_id, contentName(blob.size_bytes, blob.chunk_size, blob.digest)),
    ),
  );
  return named.flatMap(({ each, content }) => {
    if (!content) return [each];
    const { workspaceId, sizeBytes, chunkSize, digest } = content;
    const name = nameOf(workspaceId, contentName(sizeBytes, chunkSize, digest));
    if (known.has(name)) return [];
    known.add(name);
    return [each];
  });
}

/** Writes down where the bytes are going before they go there. A session whose claim was lost is left alone. */
async function recordFinalKeys(
  { database, clock }: BackendContext,
  claimToken: string,
  proven: readonly ProvenSession[],
): Promise<readonly ProvenSession[]> {
  if (proven.length === 0) return [];
  const changes = proven.map(({ session, outcome }) => [session.id, outcome.key, outcome.checksumValue]);
  const recorded = await database
    .updateTable('upload_sessions')
    .from(textRows(changes).as('change'))
    .set({
      final_key: sql`change.column2`,
      checksum_value: sql`change.column3`,
      updated_at: clock.now(),
    })
    .where('upload_sessions.id', '=', sql<string>`change.column1`)
    .where('claim_token', '=', claimToken)
    .where('status', '=', 'uploading')
    .returning('upload_sessions.id')
    .execute();
  const ids = new Set(recorded.map(({ id }) => id));
  return proven.filter(({ session }) => ids.has(session.id));
}

async function promoteAll(
  { storage }: BackendContext,
  recorded: readonly ProvenSession[],
): Promise<readonly PromotedSession[]> {
  const promoted = await mapConcurrently(recorded, storageConcurrency, async (proven) => {
    const { session, etag, outcome } = proven;
    const { objects } = storage.bucketOf(session.tenant_id);
    const move = { fromKey: session.temp_key, toKey: outcome.key, etag, writeToken: session.id };
    try {
      await objects.promote(move);
      return proven;
    } catch {
      // Whether the bytes moved or not, completing the session by itself begins with a look.
      return null;
    }
  });
  return promoted.filter((each) => each !== null);
}

/** Each workspace's counter is changed in a transaction of its own, so that no two callers wait for each other crosswise. */
function byWorkspace(promoted: readonly PromotedSession[]): Iterable<readonly PromotedSession[]> {
  const groups = new Map<string, PromotedSession[]>();
  for (const each of promoted) {
    const { workspace_id } = each.session;
    const group = groups.get(workspace_id);
    if (group) group.push(each);
    else groups.set(workspace_id, [each]);
  }
  return groups.values();
}
