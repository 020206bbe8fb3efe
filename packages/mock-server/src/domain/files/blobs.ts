import { sql } from 'kysely';
import type { BlobRow, DatabaseTransaction, FileRow, Queryable } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';

/** What makes two files of a workspace the same bytes. */
export interface Content {
  readonly tenantId: string;
  readonly workspaceId: string;
  readonly sizeBytes: number;
  readonly chunkSize: number;
  /** The SHA-256 of the parts' SHA-256, each one enforced by the store or computed by this server. */
  readonly digest: string;
}

/** The blob with this content, if a file has it now. */
export async function findBlob(database: Queryable, content: Content): Promise<BlobRow | undefined> {
  const [blob] = await findBlobs(database, [content]);
  return blob;
}

/** The blobs that have one of these contents, in any order. */
export async function findBlobs(
  database: Queryable,
  contents: readonly Content[],
): Promise<readonly BlobRow[]> {
  if (contents.length === 0) return [];
  return database
    .selectFrom('blobs')
    .selectAll()
    .where(({ eb, or, and }) =>
      or(
        contents.map((content) =>
          // All of it in each branch, so that each is one look into the index.
          and([
            eb('workspace_id', '=', content.workspaceId),
            eb('size_bytes', '=', content.sizeBytes),
            eb('chunk_size', '=', content.chunkSize),
            eb('digest', '=', content.digest),
            eb('tenant_id', '=', content.tenantId),
          ]),
        ),
      ),
    )
    .execute();
}

/** What tells the contents of one workspace apart. */
export function contentName(sizeBytes: number, chunkSize: number, digest: string | null): string {
  return `${sizeBytes}/${chunkSize}/${digest}`;
}

/** Counts one more file on a blob; undefined when its last file has left in the meantime. */
export function joinBlob(transaction: DatabaseTransaction, blobId: string): Promise<BlobRow | undefined> {
  return transaction
    .updateTable('blobs')
    .set({ file_count: sql`file_count + 1` })
    .where('id', '=', blobId)
    .where('digest', 'is not', null)
    .returningAll()
    .executeTakeFirst();
}

interface NewBlob {
  readonly content: Content;
  readonly storageKey: string;
}

/**
 * Makes the object at a key the blob of its content, or joins the one that is there: a single statement, so that of any
 * number of equal files completed at once exactly one keeps its bytes.
 */
export async function makeOrJoinBlob(
  context: BackendContext,
  transaction: DatabaseTransaction,
  blob: NewBlob,
): Promise<BlobRow> {
  return transaction
    .insertInto('blobs')
    .values(toRow(context, blob))
    .onConflict((conflict) =>
      conflict.columns(contentColumns).doUpdateSet({ file_count: sql`blobs.file_count + 1` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Makes blobs of contents that are all new, and answers their ids by storage key. Rejects when one is there already. */
export async function makeBlobs(
  context: BackendContext,
  transaction: DatabaseTransaction,
  blobs: readonly NewBlob[],
): Promise<ReadonlyMap<string, string>> {
  if (blobs.length === 0) return new Map();
  const made = await transaction
    .insertInto('blobs')
    .values(blobs.map((blob) => toRow(context, blob)))
    .onConflict((conflict) => conflict.columns(contentColumns).doNothing())
    .returning(['id', 'storage_key'])
    .execute();
  if (made.length !== blobs.length) throw new Error('One of the contents is a blob already');
  return new Map(made.map(({ id, storage_key }) => [storage_key, id]));
}

const contentColumns = ['workspace_id', 'size_bytes', 'chunk_size', 'digest'] as const;

function toRow({ identifiers, clock }: BackendContext, { content, storageKey }: NewBlob) {
  return {
    id: identifiers.uuid(),
    tenant_id: content.tenantId,
    workspace_id: content.workspaceId,
    storage_key: storageKey,
    size_bytes: content.sizeBytes,
    chunk_size: content.chunkSize,
    digest: content.digest,
    file_count: 1,
    created_at: clock.now(),
  };
}

/** Counts a file off its blob, in the transaction that decides its deletion. After the last one nobody joins any more. */
export async function leaveBlob(transaction: DatabaseTransaction, file: FileRow): Promise<void> {
  if (file.blob_id === null) return;
  await transaction
    .updateTable('blobs')
    .set({
      file_count: sql`file_count - 1`,
      digest: sql`case when file_count = 1 then null else digest end`,
    })
    .where('id', '=', file.blob_id)
    .execute();
}

/** Whether the bytes of a file in `deleting` are nobody else's. Once they are not, they never are again. */
export async function ownsBytes(database: Queryable, file: FileRow): Promise<boolean> {
  if (file.blob_id === null) return true;
  const blob = await database
    .selectFrom('blobs')
    .select('file_count')
    .where('id', '=', file.blob_id)
    .executeTakeFirst();
  return blob !== undefined && Number(blob.file_count) === 0;
}

/** Forgets a blob whose bytes are gone. Of several files that left together, one is told that it did so. */
export async function forgetBlob(transaction: DatabaseTransaction, blobId: string): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('blobs')
    .where('id', '=', blobId)
    .where('file_count', '=', 0)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
